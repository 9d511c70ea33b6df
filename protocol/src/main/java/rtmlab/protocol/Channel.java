package rtmlab.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A conversation in a workspace; its name is shown with a hash sign in front.
 *
 * @param isPrivate to all but its members it does not exist
 * @param isArchived can be read and no longer be posted to
 * @param isGeneral the one that everybody is in and nobody can leave
 * @param posting which of its members may post
 * @param creator null where nobody knows who made it, as of one that came from elsewhere
 */
public record Channel(
        ChannelId id,
        WorkspaceId workspace,
        String name,
        boolean isPrivate,
        boolean isArchived,
        boolean isGeneral,
        Posting posting,
        @Nullable UserId creator) {

    /** Who may post. */
    public enum Posting {
        EVERYBODY,
        ADMINS
    }

    /** A public channel of the first workspace, in which everybody may post, and of which nobody knows who made it. */
    public Channel(ChannelId id, String name) {
        this(id, Workspace.FIRST.id(), name, false, false, false, Posting.EVERYBODY, null);
    }

    public Channel called(String other) {
        return new Channel(id, workspace, other, isPrivate, isArchived, isGeneral, posting, creator);
    }

    public Channel in(WorkspaceId other) {
        return new Channel(id, other, name, isPrivate, isArchived, isGeneral, posting, creator);
    }

    public Channel asPrivate() {
        return new Channel(id, workspace, name, true, isArchived, isGeneral, posting, creator);
    }

    public Channel asArchived() {
        return new Channel(id, workspace, name, isPrivate, true, isGeneral, posting, creator);
    }

    public Channel asGeneral() {
        return new Channel(id, workspace, name, isPrivate, isArchived, true, posting, creator);
    }

    public Channel withPosting(Posting other) {
        return new Channel(id, workspace, name, isPrivate, isArchived, isGeneral, other, creator);
    }

    public Channel createdBy(UserId user) {
        return new Channel(id, workspace, name, isPrivate, isArchived, isGeneral, posting, user);
    }

    /** Whether this user, if a member, may post here. */
    public boolean isOpenTo(User user) {
        return !isArchived && (posting == Posting.EVERYBODY || user.isAdmin());
    }

    /** Whether this user, if a member, may give it another name. */
    public boolean mayBeRenamedBy(User user) {
        return user.isAdmin() || user.id().equals(creator);
    }
}
