package rtmlab.backends.http;

import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;

/** The smallest question that one node can ask another: {@code auth.test}. */
final class WhoAmI {

    static final NodeName WEB_APP = NodeName.of("web-app", 1);
    static final NodeName CALLER = NodeName.of("caller", 1);

    private WhoAmI() {}

    static void serve(Host host) {
        host.http().serve(WebApi.AUTH_TEST, WhoAmI::answer);
    }

    static WebApi.Identity answer(WebApi.AuthTest request) {
        return new WebApi.Identity(userOf(request.token()));
    }

    private static User userOf(Token token) {
        return switch (token.value()) {
            case "xoxp-alice" -> new User(new UserId("U1"), "alice");
            case "xoxp-hasty" -> throw new SlackError("rate_limited");
            default -> throw new SlackError("invalid_auth");
        };
    }

    /** The name that the web app answers to Alice's token. */
    static String ask(RealHost caller) {
        return caller.call(() -> ask((Host) caller));
    }

    /** The same, in the node's own code. */
    static String ask(Host caller) {
        var request = new WebApi.AuthTest(new Token("xoxp-alice"));
        return caller.http().call(WEB_APP, WebApi.AUTH_TEST, request).user().name();
    }
}
