package rtmlab.protocol;

/** How far a user has read a channel: {@code lastRead} is the last message that was read. */
public record ReadMark(ChannelId channel, Ts lastRead) {}
