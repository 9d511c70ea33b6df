package rtmlab.protocol.shared;

import rtmlab.protocol.User;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.ListUsers;
import rtmlab.protocol.api.WebApi.UserFound;
import rtmlab.protocol.api.WebApi.UserInfo;
import rtmlab.protocol.api.WebApi.Users;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;

/** Slack's methods {@code users.list} and {@code users.info}. */
public final class UserMethods {

    private final Http http;
    private final Directory directory;
    private final Access access;

    public UserMethods(Host host, Access access) {
        this.http = host.http();
        this.directory = host.directory();
        this.access = access;
    }

    public void serve() {
        http.serve(WebApi.USERS, this::list);
        http.serve(WebApi.USER, this::info);
    }

    private Users list(ListUsers request) {
        var asker = access.require(request.token());
        var found = directory.users(asker.workspace(), request.after(), request.limit() + 1);
        return new Users(Pages.fit(found, request.limit()), Pages.next(found, request.limit(), User::id));
    }

    private UserFound info(UserInfo request) {
        return new UserFound(access.requireUser(access.require(request.token()), request.user()));
    }
}
