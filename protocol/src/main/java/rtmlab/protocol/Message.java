package rtmlab.protocol;

/** A post that has its place in its channel. */
public record Message(Ts ts, Post post) {

    public ChannelId channel() {
        return post.channel();
    }

    public UserId author() {
        return post.author();
    }

    public String text() {
        return post.text();
    }

    public ClientMessageId clientMessageId() {
        return post.clientMessageId();
    }
}
