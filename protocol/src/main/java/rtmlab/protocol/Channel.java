package rtmlab.protocol;

/** A conversation in a workspace; its name is shown with a hash sign in front. */
public record Channel(ChannelId id, String name) {}
