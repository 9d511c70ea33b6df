package rtmlab.protocol;

/** How a user stands to a channel of their workspace. */
public record Standing(Channel channel, boolean isMember) {

    /** Whether the user may know of it at all. */
    public boolean isVisible() {
        return isMember || !channel.isPrivate();
    }
}
