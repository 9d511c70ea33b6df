package rtmlab.protocol;

/**
 * A conversation in a workspace; its name is shown with a hash sign in front.
 *
 * @param isPrivate to all but its members it does not exist
 * @param isArchived can be read and no longer be posted to
 * @param isGeneral the one that everybody is in and nobody can leave
 * @param posting which of its members may post
 */
public record Channel(
        ChannelId id,
        WorkspaceId workspace,
        String name,
        boolean isPrivate,
        boolean isArchived,
        boolean isGeneral,
        Posting posting) {

    /** Who may post. */
    public enum Posting {
        EVERYBODY,
        ADMINS
    }

    /** A public channel of the first workspace, in which everybody may post. */
    public Channel(ChannelId id, String name) {
        this(id, Workspace.FIRST.id(), name, false, false, false, Posting.EVERYBODY);
    }

    public Channel called(String other) {
        return new Channel(id, workspace, other, isPrivate, isArchived, isGeneral, posting);
    }

    public Channel in(WorkspaceId other) {
        return new Channel(id, other, name, isPrivate, isArchived, isGeneral, posting);
    }

    public Channel asPrivate() {
        return new Channel(id, workspace, name, true, isArchived, isGeneral, posting);
    }

    public Channel asArchived() {
        return new Channel(id, workspace, name, isPrivate, true, isGeneral, posting);
    }

    public Channel asGeneral() {
        return new Channel(id, workspace, name, isPrivate, isArchived, true, posting);
    }

    public Channel withPosting(Posting other) {
        return new Channel(id, workspace, name, isPrivate, isArchived, isGeneral, other);
    }

    /** Whether this user, if a member, may post here. */
    public boolean isOpenTo(User user) {
        return !isArchived && (posting == Posting.EVERYBODY || user.isAdmin());
    }
}
