package rtmlab.protocol.shared;

import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.ApiTested;
import rtmlab.protocol.api.WebApi.AuthTest;
import rtmlab.protocol.api.WebApi.Identity;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;

/** Slack's methods {@code api.test} and {@code auth.test}. */
public final class AuthMethods {

    private final Http http;
    private final Access access;

    public AuthMethods(Host host, Access access) {
        this.http = host.http();
        this.access = access;
    }

    public void serve() {
        http.serve(WebApi.API_TEST, request -> new ApiTested(request.arguments()));
        http.serve(WebApi.AUTH_TEST, this::authTest);
    }

    private Identity authTest(AuthTest request) {
        var user = access.require(request.token());
        return new Identity(user, access.workspaceOf(user));
    }
}
