package rtmlab.protocol.shared;

import rtmlab.protocol.User;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.ListUsers;
import rtmlab.protocol.api.WebApi.Profile;
import rtmlab.protocol.api.WebApi.SetProfile;
import rtmlab.protocol.api.WebApi.UserFound;
import rtmlab.protocol.api.WebApi.UserInfo;
import rtmlab.protocol.api.WebApi.Users;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.SlackError;

/** Slack's methods {@code users.list}, {@code users.info} and {@code users.profile.set}. */
public final class UserMethods {

    private static final int MAX_NAME_LENGTH = 80;

    private final Http http;
    private final Directory directory;
    private final Access access;
    private final TeamListener team;

    /** @param team told of changed profiles */
    public UserMethods(Host host, Access access, TeamListener team) {
        this.team = team;
        this.http = host.http();
        this.directory = host.directory();
        this.access = access;
    }

    public void serve() {
        http.serve(WebApi.USERS, this::list);
        http.serve(WebApi.USER, this::info);
        http.serve(WebApi.SET_PROFILE, this::setProfile);
    }

    private Users list(ListUsers request) {
        var asker = access.require(request.token());
        var found = directory.users(asker.workspace(), request.after(), request.limit() + 1);
        return new Users(Pages.fit(found, request.limit()), Pages.next(found, request.limit(), User::id));
    }

    /** Of the caller's own profile; what it does not name stays as it is. */
    private Profile setProfile(SetProfile request) {
        var user = access.require(request.token());
        var changed = user.called(
                request.displayName() == null ? user.name() : requireName(request.displayName()),
                request.realName() == null ? user.realName() : requireName(request.realName()));
        directory.addUser(changed, request.token());
        team.happened(new TeamEvent(user.workspace(), null, new Frame.UserChange(changed)));
        return Profile.of(changed);
    }

    private static String requireName(String name) {
        var stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_NAME_LENGTH) {
            throw new SlackError("invalid_profile");
        }
        return stripped;
    }

    private UserFound info(UserInfo request) {
        return new UserFound(access.requireUser(access.require(request.token()), request.user()));
    }
}
