package rtmlab.protocol;

/**
 * A person or a bot in a workspace.
 *
 * @param name what mentions show, such as {@code alice}
 * @param isAdmin may post also where only admins may, and rename what others have created
 * @param isDeleted has left the workspace for good: its messages stay, its tokens are worth nothing
 */
public record User(
        UserId id,
        WorkspaceId workspace,
        String name,
        String realName,
        boolean isBot,
        boolean isAdmin,
        boolean isDeleted) {

    /** A member of the first workspace, called by the one name. */
    public User(UserId id, String name) {
        this(id, Workspace.FIRST.id(), name, name, false, false, false);
    }

    public User called(String otherName, String otherRealName) {
        return new User(id, workspace, otherName, otherRealName, isBot, isAdmin, isDeleted);
    }

    public User in(WorkspaceId other) {
        return new User(id, other, name, realName, isBot, isAdmin, isDeleted);
    }

    public User asBot() {
        return new User(id, workspace, name, realName, true, isAdmin, isDeleted);
    }

    public User asAdmin() {
        return new User(id, workspace, name, realName, isBot, true, isDeleted);
    }

    public User asDeleted() {
        return new User(id, workspace, name, realName, isBot, isAdmin, true);
    }
}
