package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.AuthTest;
import rtmlab.protocol.api.WebApi.Identity;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.api.WebApi.Posted;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;

/** What {@link Http} promises. */
@Timeout(30)
public abstract class HttpContract {

    private static final NodeName WEB_APP = NodeName.of("web-app", 1);
    private static final NodeName NOBODY = NodeName.of("nobody", 1);

    /** Longer than any call waits. */
    private static final Duration TOO_LONG = Duration.ofMinutes(2);

    /** Runs these nodes and this as the code of one more, on hosts whose HTTP reaches the others. */
    protected abstract void inNode(Map<NodeName, Node> others, Consumer<Host> code);

    @Test
    void aCallIsAnswered() {
        withAuthTest(
                request -> userOf(request.token()),
                host -> assertThat(authTest(host, "xoxp-alice"))
                        .isEqualTo(new User(new UserId("U-xoxp-alice"), "bob")));
    }

    @Test
    void anyTextArrivesAsItWasSent() {
        withEcho(host -> {
            var request = new PostMessage(
                    new Token("xoxp-alice"), new ChannelId("C1"), Texts.ANY, new ClientMessageId("id 1 &=?"));
            var message =
                    host.http().call(WEB_APP, WebApi.POST_MESSAGE, request).message();

            assertThat(message.text()).isEqualTo(Texts.ANY);
            assertThat(message.clientMessageId()).isEqualTo(new ClientMessageId("id 1 &=?"));
        });
    }

    @Test
    void whatIsLeftOutIsLeftOut() {
        withEcho(host -> {
            var request = new PostMessage(new Token("xoxp-alice"), new ChannelId("C1"), "text", null);

            assertThat(host.http()
                            .call(WEB_APP, WebApi.POST_MESSAGE, request)
                            .message()
                            .clientMessageId())
                    .isEqualTo(new ClientMessageId("none"));
        });
    }

    @Test
    void aRefusalArrivesWithItsWord() {
        withAuthTest(
                _ -> {
                    throw new SlackError("invalid_auth");
                },
                host -> assertThatThrownBy(() -> authTest(host, "xoxp-alice"))
                        .isInstanceOfSatisfying(
                                SlackError.class,
                                refusal -> assertThat(refusal.word()).isEqualTo("invalid_auth")));
    }

    @Test
    void whoeverSaysThatTheyCannotNowHasDoneNothing() {
        withAuthTest(
                _ -> {
                    throw new SlackError("service_unavailable");
                },
                host -> assertThatThrownBy(() -> authTest(host, "xoxp-alice")).isInstanceOf(NotDone.class));
    }

    @Test
    void whoeverFailsMidwayMayHaveDoneIt() {
        for (var failure : List.of(
                new NotDone("a call of the handler's"),
                new MaybeDone("another call of the handler's"),
                new SlackError("fatal_error"),
                new Mistake())) {
            withAuthTest(
                    _ -> {
                        throw failure;
                    },
                    host -> assertThatThrownBy(() -> authTest(host, "xoxp-alice"))
                            .isInstanceOf(MaybeDone.class));
        }
    }

    @Test
    void whatNobodyServesIsAnUnknownMethod() {
        withAuthTest(
                request -> userOf(request.token()),
                host -> assertThatThrownBy(() -> host.http()
                                .call(WEB_APP, WebApi.LIST, new WebApi.ListConversations(new Token("xoxp-alice"))))
                        .isInstanceOfSatisfying(
                                SlackError.class,
                                refusal -> assertThat(refusal.word()).isEqualTo("unknown_method")));
    }

    @Test
    void aNodeThatIsNotThereHasDoneNothing() {
        inNode(
                Map.of(),
                host -> assertThatThrownBy(
                                () -> host.http().call(NOBODY, WebApi.AUTH_TEST, new AuthTest(new Token("xoxp-alice"))))
                        .isInstanceOf(NotDone.class));
    }

    @Test
    void anAnswerThatTakesTooLongIsNotWaitedFor() {
        inNode(
                Map.of(
                        WEB_APP,
                        host -> host.http().serve(WebApi.AUTH_TEST, request -> {
                            host.clock().sleep(TOO_LONG);
                            return new Identity(userOf(request.token()));
                        })),
                host -> assertThatThrownBy(() -> authTest(host, "xoxp-alice")).isInstanceOf(MaybeDone.class));
    }

    @Test
    void requestsAreHandledWhileOthersWait() {
        inNode(
                Map.of(WEB_APP, host -> {
                    var second = host.<Boolean>later();
                    host.http().serve(WebApi.AUTH_TEST, request -> {
                        if (request.token().value().equals("second")) {
                            second.complete(true);
                        }
                        second.await(TOO_LONG);
                        return new Identity(userOf(request.token()));
                    });
                }),
                host -> {
                    var first = host.<User>later();
                    host.spawn("first", () -> first.complete(authTest(host, "first")));

                    assertThat(authTest(host, "second").id()).isEqualTo(new UserId("U-second"));
                    assertThat(first.await(Texts.LONG).orElseThrow().id()).isEqualTo(new UserId("U-first"));
                });
    }

    @Test
    void betweenTwoWaitsAHandlerIsAlone() {
        inNode(
                Map.of(WEB_APP, host -> {
                    var inside = new ArrayList<Token>();
                    host.http().serve(WebApi.AUTH_TEST, request -> {
                        for (var round = 0; round < 20; round++) {
                            inside.add(request.token());
                            var alone = inside.size() == 1;
                            Thread.onSpinWait();
                            inside.remove(request.token());
                            if (!alone) {
                                throw new SlackError("not_alone");
                            }
                            pause(host.clock());
                        }
                        return new Identity(userOf(request.token()));
                    });
                }),
                host -> everyOne(
                        host,
                        20,
                        number -> assertThat(authTest(host, "token-" + number).id())
                                .isEqualTo(new UserId("U-token-" + number))));
    }

    @Test
    void aNodeMayCallItself() {
        inNode(Map.of(), host -> {
            host.http().serve(WebApi.AUTH_TEST, request -> new Identity(userOf(request.token())));
            var user = host.http()
                    .call(host.name(), WebApi.AUTH_TEST, new AuthTest(new Token("own")))
                    .user();

            assertThat(user.id()).isEqualTo(new UserId("U-own"));
        });
    }

    private void withAuthTest(Function<AuthTest, User> handler, Consumer<Host> code) {
        inNode(
                Map.of(
                        WEB_APP,
                        host -> host.http().serve(WebApi.AUTH_TEST, request -> new Identity(handler.apply(request)))),
                code);
    }

    private void withEcho(Consumer<Host> code) {
        inNode(
                Map.of(
                        WEB_APP,
                        host -> host.http().serve(WebApi.POST_MESSAGE, request -> {
                            var id = request.clientMessageId();
                            var given = id == null ? new ClientMessageId("none") : id;
                            var post = new Post(request.channel(), new UserId("U1"), request.text(), given);
                            return new Posted(post.at(Ts.ofLogOffset(7)));
                        })),
                code);
    }

    /** Runs a task for each number up to this one, all at once, and returns when all have ended. */
    private static void everyOne(Host host, int count, Consumer<Integer> task) {
        var failures = new ArrayList<Throwable>();
        var ended = new ArrayList<Integer>();
        var all = host.<Boolean>later();
        for (var number = 1; number <= count; number++) {
            var mine = number;
            host.spawn("caller " + number, () -> {
                try {
                    task.accept(mine);
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e);
                }
                ended.add(mine);
                if (ended.size() == count) {
                    all.complete(true);
                }
            });
        }
        assertThat(all.await(Texts.LONG)).isPresent();
        assertThat(failures).isEmpty();
    }

    /** A mistake in node code, on purpose; what logs it need not say where. */
    private static final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1;

        Mistake() {
            super("a mistake on purpose", null, false, false);
        }
    }

    private static void pause(Clock clock) {
        clock.sleep(Duration.ofNanos(1_000));
    }

    private static User authTest(Host host, String token) {
        return host.http()
                .call(WEB_APP, WebApi.AUTH_TEST, new AuthTest(new Token(token)))
                .user();
    }

    private static User userOf(Token token) {
        return new User(new UserId("U-" + token), "bob");
    }
}
