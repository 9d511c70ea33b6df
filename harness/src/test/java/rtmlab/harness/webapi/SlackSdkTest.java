package rtmlab.harness.webapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.Message;
import com.slack.api.model.User.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.User;

/** Slack's own SDK speaks to both architectures, unchanged but for the base address. */
@Timeout(60)
class SlackSdkTest {

    @RegisterExtension
    static final RunningArchitectures ARCHITECTURES = new RunningArchitectures();

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void whoeverAsksIsToldWhoTheyAre(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;

        var tested = client(architecture, people.alice).apiTest(request -> request.foo("bär & <b>"));
        assertThat(ok(tested).getArgs().getFoo()).isEqualTo("bär & <b>");
        assertThat(client(architecture, people.alice)
                        .apiTest(request -> request.error("my_error"))
                        .getError())
                .isEqualTo("my_error");

        var identity = ok(client(architecture, people.alice).authTest(request -> request));
        assertThat(List.of(identity.getUserId(), identity.getUser(), identity.getTeamId(), identity.getTeam()))
                .containsExactly(
                        people.alice.id().value(),
                        "alice",
                        people.workspace.id().value(),
                        "rtmlab");
        assertThat(client(architecture, people.gone)
                        .authTest(request -> request)
                        .getError())
                .isEqualTo("account_inactive");
        assertThat(methods(architecture, "xoxp-nobody")
                        .authTest(request -> request)
                        .getError())
                .isEqualTo("invalid_auth");
        assertThat(methods(architecture, "").authTest(request -> request).getError())
                .isEqualTo("not_authed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void aUserSeesTheirWorkspacesChannels(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;

        assertThat(names(client(architecture, people.alice), ConversationType.PUBLIC_CHANNEL))
                .contains("general", "random", "archived", "news")
                .doesNotContain("secret", "hush-hush-plans");
        assertThat(names(client(architecture, people.alice), ConversationType.PRIVATE_CHANNEL))
                .containsExactly("secret");
        assertThat(names(client(architecture, people.carol), ConversationType.PRIVATE_CHANNEL))
                .isEmpty();
        assertThat(names(client(architecture, people.mallory), ConversationType.PUBLIC_CHANNEL))
                .containsExactly("hush-hush-plans");

        var general = ok(client(architecture, people.bob)
                        .conversationsInfo(
                                request -> request.channel(people.general.id().value())))
                .getChannel();
        assertThat(general.isGeneral()).isTrue();
        assertThat(general.isMember()).isTrue();
        assertThat(general.isPrivate()).isFalse();
        assertThat(general.getNumOfMembers()).isEqualTo(4);
        var members = ok(client(architecture, people.bob)
                .conversationsMembers(
                        request -> request.channel(people.general.id().value()).limit(3)));
        assertThat(members.getMembers()).hasSize(3);
        var rest = ok(client(architecture, people.bob)
                .conversationsMembers(
                        request -> request.channel(people.general.id().value())
                                .cursor(members.getResponseMetadata().getNextCursor())));
        assertThat(rest.getMembers()).containsExactly(people.robot.id().value());
        assertThat(rest.getResponseMetadata().getNextCursor()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void aUserSeesTheirWorkspacesPeople(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var alice = client(architecture, people.alice);

        var users = ok(alice.usersList(request -> request)).getMembers();
        assertThat(users).extracting(user -> user.getName()).containsExactly("alice", "bob", "carol", "robot", "gone");
        assertThat(users).extracting(user -> user.isAdmin()).containsExactly(true, false, false, false, false);
        assertThat(users).extracting(user -> user.isBot()).containsExactly(false, false, false, true, false);
        assertThat(users).extracting(user -> user.isDeleted()).containsExactly(false, false, false, false, true);

        var bob = ok(alice.usersInfo(request -> request.user(people.bob.id().value())))
                .getUser();
        assertThat(bob.getRealName()).isEqualTo("Bob Brown");
        assertThat(bob.getProfile().getDisplayName()).isEqualTo("bob");
        assertThat(bob.getTeamId()).isEqualTo(people.workspace.id().value());
        assertThat(alice.usersInfo(request -> request.user(people.mallory.id().value()))
                        .getError())
                .isEqualTo("user_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void whatIsPostedIsReadPageByPageAndMarked(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var alice = client(architecture, people.alice);
        var bob = client(architecture, people.bob);
        var channel = people.counted.id().value();
        var places = new ArrayList<String>();
        for (var number = 1; number <= 5; number++) {
            var text = "page " + number;
            var posted =
                    ok(alice.chatPostMessage(request -> request.channel(channel).text(text)));
            assertThat(posted.getMessage().getText()).isEqualTo(text);
            places.addFirst(posted.getTs());
        }
        // In the initial architecture what has been shown and acknowledged is stored some time later.
        await(
                () -> bob.conversationsHistory(request -> request.channel(channel)),
                history -> texts(history).size() >= 5);

        var read = new ArrayList<String>();
        var cursor = "";
        do {
            var from = cursor;
            var page = ok(bob.conversationsHistory(
                    request -> request.channel(channel).limit(2).cursor(from)));
            page.getMessages().forEach(message -> read.add(message.getTs()));
            cursor = page.getResponseMetadata().getNextCursor();
            assertThat(page.isHasMore()).isEqualTo(!cursor.isEmpty());
        } while (!cursor.isEmpty());
        assertThat(read).isEqualTo(places);
        var between = ok(bob.conversationsHistory(request -> request.channel(channel)
                .oldest(places.get(3))
                .latest(places.get(1))
                .inclusive(true)));
        assertThat(texts(between)).containsExactly("page 4", "page 3", "page 2");

        // What is unread is counted by the store, which the updated architecture's runs behind its log.
        await(
                () -> bob.conversationsInfo(request -> request.channel(channel)),
                info -> Integer.valueOf(5).equals(info.getChannel().getUnreadCount()));
        ok(bob.conversationsMark(request -> request.channel(channel).ts(places.get(2))));
        var marked =
                ok(bob.conversationsInfo(request -> request.channel(channel))).getChannel();
        assertThat(marked.getLastRead()).isEqualTo(places.get(2));
        assertThat(marked.getUnreadCount()).isEqualTo(2);
    }

    @Test
    void whatAWorkerOfTheInitialArchitectureHasIndexedIsFoundAndItsLinksAreShown() throws Exception {
        var people = ARCHITECTURES.get("initial").people;
        var alice = client("initial", people.alice);
        var channel = people.secret.id().value();
        ok(alice.chatPostMessage(request ->
                request.channel(channel).text("The zeppelin lands: <https://example.com/zeppelin?x=1|its plan>")));

        var found = await(
                () -> client("initial", people.bob).searchMessages(request -> request.query("lands ZEPPELIN")),
                result -> result.getMessages().getTotal() == 1);
        assertThat(found.getMessages().getMatches().getFirst().getChannel().getId())
                .isEqualTo(channel);
        assertThat(ok(client("initial", people.carol).searchMessages(request -> request.query("zeppelin")))
                        .getMessages()
                        .getMatches())
                .as("Carol is not in that channel")
                .isEmpty();
        assertThat(ok(client("initial", people.mallory).searchMessages(request -> request.query("zeppelin")))
                        .getMessages()
                        .getMatches())
                .as("Mallory is in another workspace")
                .isEmpty();
        var history = await(
                () -> alice.conversationsHistory(request -> request.channel(channel)),
                page -> page.getMessages().getFirst().getAttachments() != null);
        var link = history.getMessages().getFirst().getAttachments().getFirst();
        assertThat(link.getTitle()).isEqualTo("its plan");
        assertThat(link.getOriginalUrl()).isEqualTo("https://example.com/zeppelin?x=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void peopleComeAndGo(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var carol = client(architecture, people.carol);
        var channel = people.random.id().value();

        assertThat(carol.chatPostMessage(request -> request.channel(channel).text("hi"))
                        .getError())
                .isEqualTo("not_in_channel");
        assertThat(ok(carol.conversationsJoin(request -> request.channel(channel)))
                        .getChannel()
                        .isMember())
                .isTrue();
        assertThat(carol.conversationsJoin(request -> request.channel(channel)).getWarning())
                .isEqualTo("already_in_channel");
        assertThat(ok(carol.usersConversations(request -> request)).getChannels())
                .extracting(Conversation::getId)
                .contains(channel);
        ok(carol.conversationsLeave(request -> request.channel(channel)));
        assertThat(ok(carol.conversationsLeave(request -> request.channel(channel)))
                        .isNotInChannel())
                .isTrue();
        assertThat(carol.conversationsLeave(
                                request -> request.channel(people.general.id().value()))
                        .getError())
                .isEqualTo("cant_leave_general");
        for (var hidden : List.of(people.secret, people.plans)) {
            assertThat(carol.conversationsJoin(
                                    request -> request.channel(hidden.id().value()))
                            .getError())
                    .isEqualTo("channel_not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void channelsAreMadeRenamedAndInvitedToWithSlacksErrors(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var dora = client(architecture, people.dora);
        var emil = client(architecture, people.emil);
        var emilId = people.emil.id().value();

        var channel = ok(dora.conversationsCreate(
                        request -> request.name("#plans-for-may").isPrivate(true)))
                .getChannel();
        assertThat(channel.getName()).isEqualTo("plans-for-may");
        assertThat(channel.isPrivate()).isTrue();
        assertThat(ok(dora.conversationsMembers(request -> request.channel(channel.getId())))
                        .getMembers())
                .containsExactly(people.dora.id().value());
        for (var wrong : Map.of(
                        "plans-for-may",
                        "name_taken",
                        "lobby",
                        "name_taken",
                        "#",
                        "invalid_name_required",
                        "Plans",
                        "invalid_name_specials",
                        "a b",
                        "invalid_name_specials",
                        "--_",
                        "invalid_name_punctuation",
                        "x".repeat(81),
                        "invalid_name_maxlength")
                .entrySet()) {
            assertThat(emil.conversationsCreate(request -> request.name(wrong.getKey()))
                            .getError())
                    .as(wrong.getKey())
                    .isEqualTo(wrong.getValue());
        }

        assertThat(inviting(emil, channel.getId(), emilId)).isEqualTo("channel_not_found");
        assertThat(inviting(dora, channel.getId(), people.dora.id().value())).isEqualTo("cant_invite_self");
        assertThat(inviting(dora, channel.getId(), people.bob.id().value())).isEqualTo("user_not_found");
        assertThat(inviting(dora, channel.getId(), "")).isEqualTo("no_user");
        assertThat(inviting(dora, channel.getId(), emilId)).isNull();
        assertThat(inviting(dora, channel.getId(), emilId)).isEqualTo("already_in_channel");
        assertThat(inviting(
                        client(architecture, people.bob),
                        people.archived.id().value(),
                        people.carol.id().value()))
                .isEqualTo("is_archived");

        assertThat(channel.getCreator()).isEqualTo(people.dora.id().value());
        assertThat(emil.conversationsRename(
                                request -> request.channel(channel.getId()).name("mine"))
                        .getError())
                .isEqualTo("not_authorized");
        assertThat(dora.conversationsRename(
                                request -> request.channel(channel.getId()).name("lobby"))
                        .getError())
                .isEqualTo("name_taken");
        assertThat(ok(dora.conversationsRename(
                                request -> request.channel(channel.getId()).name("pläne_2")))
                        .getChannel()
                        .getName())
                .isEqualTo("pläne_2");
        var profile = new Profile();
        profile.setDisplayName("emilio");
        assertThat(ok(emil.usersProfileSet(request -> request.profile(profile)))
                        .getProfile()
                        .getDisplayName())
                .isEqualTo("emilio");
        assertThat(ok(dora.usersInfo(request -> request.user(emilId))).getUser().getName())
                .isEqualTo("emilio");
        assertThat(emil.usersProfileSet(request -> request.name("status_text").value("away"))
                        .getError())
                .isEqualTo("invalid_profile");
    }

    /** The error, if there is one. */
    private static @Nullable String inviting(MethodsClient client, String channel, String users) throws Exception {
        return client.conversationsInvite(request -> request.channel(channel).users(List.of(users)))
                .getError();
    }

    @ParameterizedTest
    @CsvSource({
        "initial, bob, news, restricted_action",
        "initial, bob, archived, is_archived",
        "initial, carol, secret, channel_not_found",
        "initial, mallory, general, channel_not_found",
        "updated, bob, news, restricted_action",
        "updated, bob, archived, is_archived",
        "updated, carol, secret, channel_not_found",
        "updated, mallory, general, channel_not_found"
    })
    void whoMayNotPostIsToldWhy(String architecture, String who, String where, String error) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var user = List.of(people.bob, people.carol, people.mallory).stream()
                .filter(candidate -> candidate.name().equals(who))
                .findFirst()
                .orElseThrow();
        var channel = List.of(people.news, people.archived, people.secret, people.general).stream()
                .filter(candidate -> candidate.name().equals(where))
                .findFirst()
                .orElseThrow();

        var refused = client(architecture, user)
                .chatPostMessage(
                        request -> request.channel(channel.id().value()).text("hello"));

        assertThat(refused.isOk()).isFalse();
        assertThat(refused.getError()).isEqualTo(error);
        ok(client(architecture, people.alice)
                .chatPostMessage(
                        request -> request.channel(people.news.id().value()).text("hello")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    @SuppressWarnings("deprecation") // Slack would rather have no new clients of RTM; the kit is about nothing else.
    void aClientIsToldWhereItsWebSocketIsAndWhatThereIsToShow(String architecture) throws Exception {
        var people = ARCHITECTURES.get(architecture).people;
        var alice = client(architecture, people.alice);

        var connect = ok(alice.rtmConnect(request -> request));
        assertThat(connect.getUrl()).startsWith("ws://127.0.0.1:");
        assertThat(connect.getSelf().getId()).isEqualTo(people.alice.id().value());
        assertThat(connect.getTeam().getId()).isEqualTo(people.workspace.id().value());
        var start = ok(alice.rtmStart(request -> request));
        assertThat(start.getUrl()).startsWith("ws://127.0.0.1:");
        assertThat(start.getUsers()).hasSize(5);
        assertThat(start.getChannels()).extracting(channel -> channel.getName()).contains("general", "news");
        assertThat(start.getGroups()).extracting(group -> group.getName()).containsExactly("secret");
    }

    private static List<String> names(MethodsClient client, ConversationType type) throws Exception {
        var names = new ArrayList<String>();
        var cursor = "";
        do {
            var from = cursor;
            var page = ok(client.conversationsList(
                    request -> request.types(List.of(type)).limit(1).cursor(from)));
            page.getChannels().forEach(channel -> names.add(channel.getName()));
            cursor = page.getResponseMetadata().getNextCursor();
        } while (!cursor.isEmpty());
        return names;
    }

    private static List<String> texts(ConversationsHistoryResponse history) {
        return ok(history).getMessages().stream().map(Message::getText).toList();
    }

    private static <T extends SlackApiTextResponse> T await(Callable<T> call, Predicate<T> condition) throws Exception {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            var answer = ok(call.call());
            if (condition.test(answer) || System.nanoTime() > end) {
                assertThat(answer).matches(condition);
                return answer;
            }
        }
    }

    private static <T extends SlackApiTextResponse> T ok(T response) {
        assertThat(response.isOk()).as(String.valueOf(response.getError())).isTrue();
        return response;
    }

    private static MethodsClient client(String architecture, User user) {
        return methods(architecture, ARCHITECTURES.get(architecture).people.token(user));
    }

    private static MethodsClient methods(String architecture, String token) {
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(ARCHITECTURES.get(architecture).api().toString());
        config.setStatsEnabled(false);
        return Slack.getInstance(config).methods(token);
    }
}
