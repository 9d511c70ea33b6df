package rtmlab.backends.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Link;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Session;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Conversation;
import rtmlab.protocol.api.WebApi.Reading;
import rtmlab.protocol.port.Directory.Wanted;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;

class WireFormatTest {

    private static final WireFormat WIRE = new WireFormat(new SocketUrls(node -> URI.create("ws://127.0.0.1:8081")));

    private static final Token TOKEN = new Token("xoxp-alice");
    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final Post POST =
            new Post(GENERAL, new UserId("U1"), "a <b> & \"c\" / \\ 👋🏽\n%41+;=", new ClientMessageId("id &=+ 1"));
    private static final Message MESSAGE = POST.at(Ts.parse("1355517523.000005"));
    private static final LogRecord LOGGED = new LogRecord(3, 1L << 40, POST);

    private static final Workspace ELSEWHERE = new Workspace(new WorkspaceId("T2"), "Elsewhere & Co.");
    private static final List<Link> LINKS =
            List.of(new Link("https://example.com/a?b=c", "a"), new Link("https://example.com", "\"b\""));

    /** A request and an answer of an endpoint. */
    record Sample<Q extends Record, A extends Record>(Endpoint<Q, A> endpoint, Q request, A answer) {
        @Override
        public String toString() {
            return endpoint + " " + request;
        }
    }

    static Stream<Sample<?, ?>> samples() {
        var alice = new User(new UserId("U1"), "alice");
        var robot = new User(new UserId("U2"), ELSEWHERE.id(), "robot", "R. Obot", true, true, true);
        var general = new Channel(GENERAL, "general");
        var board = new Channel(
                new ChannelId("G1"),
                ELSEWHERE.id(),
                "board",
                true,
                true,
                true,
                Channel.Posting.ADMINS,
                new UserId("U1"));
        var connection = new WebApi.Connection(
                new SocketUrl(NodeName.of("flannel", 1), new Ticket("t")), alice.in(ELSEWHERE.id()), ELSEWHERE);
        return Stream.of(
                new Sample<>(WebApi.AUTH_TEST, new WebApi.AuthTest(TOKEN), new WebApi.Identity(alice)),
                new Sample<>(
                        WebApi.POST_MESSAGE,
                        new WebApi.PostMessage(TOKEN, GENERAL, POST.text(), POST.clientMessageId()),
                        new WebApi.Posted(MESSAGE)),
                new Sample<>(
                        WebApi.POST_MESSAGE,
                        new WebApi.PostMessage(TOKEN, GENERAL, "", null),
                        new WebApi.Posted(MESSAGE)),
                new Sample<>(
                        WebApi.HISTORY,
                        new WebApi.History(TOKEN, GENERAL, Ts.BEFORE_ALL, Ts.AFTER_ALL, 1_000),
                        new WebApi.Messages(List.of(), false)),
                new Sample<>(
                        WebApi.HISTORY,
                        new WebApi.History(TOKEN, GENERAL, MESSAGE.ts(), Ts.AFTER_ALL, 1),
                        new WebApi.Messages(List.of(MESSAGE, POST.at(Ts.BEFORE_ALL)), true)),
                new Sample<>(
                        WebApi.HISTORY,
                        new WebApi.History(TOKEN, GENERAL, MESSAGE.ts(), Ts.AFTER_ALL, 1),
                        new WebApi.Messages(List.of(MESSAGE), false, new TreeMap<>(Map.of(MESSAGE.ts(), LINKS)))),
                new Sample<>(
                        WebApi.API_TEST,
                        new WebApi.ApiTest(Map.of("foo", "bar & \"ü\"")),
                        new WebApi.ApiTested(Map.of("foo", "bar & \"ü\""))),
                new Sample<>(
                        WebApi.LIST,
                        new WebApi.ListConversations(TOKEN),
                        new WebApi.Conversations(
                                List.of(new Conversation(new Standing(general, true), 3, null)), null)),
                new Sample<>(
                        WebApi.LIST,
                        new WebApi.ListConversations(TOKEN, new Wanted(true, false, false), GENERAL, 7),
                        new WebApi.Conversations(List.of(), GENERAL)),
                new Sample<>(
                        WebApi.MY_CONVERSATIONS,
                        new WebApi.ListConversations(TOKEN, new Wanted(false, true, false), null, 1),
                        new WebApi.Conversations(List.of(new Conversation(new Standing(board, true))), board.id())),
                new Sample<>(
                        WebApi.INFO,
                        new WebApi.OneConversation(TOKEN, GENERAL),
                        new Conversation(new Standing(general, true), 7, new Reading(MESSAGE.ts(), 5))),
                new Sample<>(
                        WebApi.JOIN,
                        new WebApi.OneConversation(TOKEN, GENERAL),
                        new WebApi.Joined(new Conversation(new Standing(general, true)), true)),
                new Sample<>(
                        WebApi.JOIN,
                        new WebApi.OneConversation(TOKEN, GENERAL),
                        new WebApi.Joined(new Conversation(new Standing(general, true)), false)),
                new Sample<>(WebApi.LEAVE, new WebApi.OneConversation(TOKEN, GENERAL), new WebApi.Left(true)),
                new Sample<>(WebApi.LEAVE, new WebApi.OneConversation(TOKEN, GENERAL), new WebApi.Left(false)),
                new Sample<>(
                        WebApi.CREATE,
                        new WebApi.CreateConversation(TOKEN, "fun", true),
                        new Conversation(new Standing(general, true))),
                new Sample<>(
                        WebApi.INVITE,
                        new WebApi.Invite(TOKEN, GENERAL, List.of(alice.id(), robot.id())),
                        new Conversation(new Standing(general, true))),
                new Sample<>(
                        WebApi.RENAME,
                        new WebApi.RenameConversation(TOKEN, GENERAL, "fun"),
                        new Conversation(new Standing(general, true))),
                new Sample<>(
                        WebApi.SET_PROFILE,
                        new WebApi.SetProfile(TOKEN, "Zoë \"Z\"", "zoe"),
                        new WebApi.Profile("Zoë \"Z\"", "zoe")),
                new Sample<>(
                        WebApi.SET_PROFILE, new WebApi.SetProfile(TOKEN, null, "zoe"), new WebApi.Profile("Z", "zoe")),
                new Sample<>(
                        WebApi.JOBS_STATUS,
                        new WebApi.AskJobs(TOKEN, GENERAL, MESSAGE.ts()),
                        new WebApi.JobStatuses(new TreeMap<>(Map.of(
                                Job.Kind.PERSIST, "done", Job.Kind.PARSE, "retrying: attempt 2 failed: \"x\"")))),
                new Sample<>(WebApi.MARK, new WebApi.Mark(TOKEN, GENERAL, MESSAGE.ts()), new WebApi.Done()),
                new Sample<>(
                        WebApi.MEMBERS,
                        new WebApi.ListMembers(TOKEN, GENERAL, alice.id(), 1_000),
                        new WebApi.Members(List.of(alice.id(), robot.id()), robot.id())),
                new Sample<>(
                        WebApi.USERS,
                        new WebApi.ListUsers(TOKEN, null, 1),
                        new WebApi.Users(List.of(alice, robot), new UserId("U ü"))),
                new Sample<>(WebApi.USER, new WebApi.UserInfo(TOKEN, robot.id()), new WebApi.UserFound(robot)),
                new Sample<>(
                        WebApi.GET_PRESENCE,
                        new WebApi.GetPresence(TOKEN, null),
                        new WebApi.PresenceFound(Presence.AWAY, true, 0, null)),
                new Sample<>(
                        InternalApi.GET_PRESENCE,
                        new InternalApi.AskPresence(alice.id()),
                        new WebApi.PresenceFound(Presence.ACTIVE, false, 2, Instant.ofEpochSecond(1_355_517_523))),
                new Sample<>(
                        WebApi.GET_PRESENCE,
                        new WebApi.GetPresence(TOKEN, alice.id()),
                        new WebApi.PresenceFound(Presence.AWAY, false, 1, Instant.EPOCH)),
                new Sample<>(WebApi.SET_PRESENCE, new WebApi.SetPresence(TOKEN, true), new WebApi.Done()),
                new Sample<>(WebApi.SET_PRESENCE, new WebApi.SetPresence(TOKEN, false), new WebApi.Done()),
                new Sample<>(
                        InternalApi.QUERY_PRESENCE,
                        new InternalApi.AskPresences(List.of(alice.id(), robot.id())),
                        new InternalApi.Presences(List.of(robot.id()))),
                new Sample<>(InternalApi.SET_AWAY, new InternalApi.SetAway(alice.id(), true), new WebApi.Done()),
                new Sample<>(
                        WebApi.SEARCH,
                        new WebApi.Search(TOKEN, "a & b", 20, 3),
                        new WebApi.SearchResult("a & b", List.of(new WebApi.Match(MESSAGE, general)), 41, 20, 3)),
                new Sample<>(
                        WebApi.RTM_START,
                        new WebApi.RtmStart(TOKEN),
                        new WebApi.Start(
                                new WebApi.Connection(
                                        new SocketUrl(NodeName.of("channel-server", 1), new Ticket("t")),
                                        alice.in(ELSEWHERE.id()),
                                        ELSEWHERE),
                                List.of(robot),
                                List.of(
                                        new Conversation(
                                                new Standing(general, true), null, new Reading(Ts.BEFORE_ALL, 0)),
                                        new Conversation(new Standing(board, true))))),
                new Sample<>(
                        WebApi.RTM_START,
                        new WebApi.RtmStart(TOKEN),
                        new WebApi.Start(
                                connection,
                                List.of(),
                                List.of(new Conversation(
                                        new Standing(general, true), null, null, List.of(alice.id(), robot.id()))))),
                new Sample<>(
                        BootApi.USER_BOOT,
                        new BootApi.UserBoot(TOKEN),
                        new WebApi.Start(connection, List.of(), List.of())),
                new Sample<>(
                        BootApi.TEAM_USERS,
                        new BootApi.TeamUsers(ELSEWHERE.id(), null, 3),
                        new BootApi.UsersPage(List.of(alice, robot))),
                new Sample<>(
                        BootApi.TEAM_USERS,
                        new BootApi.TeamUsers(ELSEWHERE.id(), robot.id(), 3),
                        new BootApi.UsersPage(List.of())),
                new Sample<>(
                        BootApi.CHANNEL_MEMBERS,
                        new BootApi.ChannelMembers(GENERAL),
                        new BootApi.MembersFound(List.of(alice.id()))),
                new Sample<>(
                        BootApi.CHANNELS_OF_USERS,
                        new BootApi.ChannelsOfUsers(List.of(alice.id(), robot.id())),
                        new BootApi.ChannelsFound(new TreeMap<>(Map.of(alice.id(), List.of(GENERAL))))),
                new Sample<>(
                        EdgeApi.BOOT,
                        new EdgeApi.Boot(TOKEN, null),
                        new EdgeApi.Booted(
                                new Ticket("s"), false, new WebApi.Start(connection, List.of(robot), List.of()))),
                new Sample<>(
                        EdgeApi.BOOT,
                        new EdgeApi.Boot(TOKEN, new Ticket("s")),
                        new EdgeApi.Booted(new Ticket("s"), true, new WebApi.Start(connection, List.of(), List.of()))),
                new Sample<>(
                        EdgeApi.CHANNELS,
                        new EdgeApi.OfSession(new Ticket("s")),
                        new WebApi.Conversations(List.of(), null)),
                new Sample<>(
                        EdgeApi.CATCH_UP,
                        new EdgeApi.CatchUp(
                                new Ticket("s"), new WebApi.History(TOKEN, GENERAL, MESSAGE.ts(), Ts.AFTER_ALL, 1_000)),
                        new WebApi.Messages(List.of(MESSAGE), false)),
                new Sample<>(
                        EdgeApi.USERS_INFO,
                        new EdgeApi.UsersInfo(new Ticket("s"), List.of(alice.id(), new UserId("U9"))),
                        new EdgeApi.UsersFound(List.of(alice), List.of(new UserId("U9")))),
                new Sample<>(
                        EdgeApi.USERS_SEARCH,
                        new EdgeApi.UsersSearch(new Ticket("s"), "al", 10),
                        new EdgeApi.UsersFound(List.of(alice), List.of())),
                new Sample<>(
                        EdgeApi.MEMBERSHIP,
                        new EdgeApi.Membership(new Ticket("s"), GENERAL, List.of(alice.id(), robot.id())),
                        new EdgeApi.NonMembers(GENERAL, List.of(robot.id()))),
                new Sample<>(
                        EdgeApi.FIGURES,
                        new EdgeApi.AskFigures(),
                        new EdgeApi.Figures(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)),
                new Sample<>(
                        WebApi.RTM_CONNECT,
                        new WebApi.RtmConnect(TOKEN),
                        new WebApi.Connection(
                                new SocketUrl(NodeName.of("channel-server", 1), new Ticket("a &=+ ?")), alice)),
                new Sample<>(
                        InternalApi.REDEEM_TICKET,
                        new InternalApi.Redeem(new Ticket("a &=+ ?")),
                        new InternalApi.Redeemed(new Session(
                                new UserId("U1"),
                                new WorkspaceId("T2"),
                                List.of(GENERAL, new ChannelId("C2")),
                                List.of(GENERAL)))),
                new Sample<>(InternalApi.HAND_OVER, new InternalApi.HandOver(MESSAGE), new InternalApi.Stored()),
                new Sample<>(
                        InternalApi.SERVE_TEAM, new InternalApi.Serve(new WorkspaceId("T2")), new InternalApi.Noted()),
                new Sample<>(
                        InternalApi.SEND_ON,
                        new InternalApi.SendOn(new WorkspaceId("T2"), new UserId("U1"), true),
                        new InternalApi.SentOn(new SocketUrl(NodeName.of("channel-server", 2), new Ticket("a &=+ ?")))),
                new Sample<>(
                        InternalApi.SESSION_CHANGED,
                        new InternalApi.SessionChanged(
                                new Session(
                                        new UserId("U1"), new WorkspaceId("T2"), List.of(GENERAL), List.of(GENERAL)),
                                new Channel(GENERAL, "general"),
                                true),
                        new InternalApi.Noted()),
                new Sample<>(
                        InternalApi.MEMBERSHIP_CHANGED,
                        new InternalApi.MembershipChanged(new UserId("U1"), GENERAL, true, true),
                        new InternalApi.Noted()),
                new Sample<>(
                        InternalApi.TEAM_EVENT,
                        new InternalApi.TeamEvent(new WorkspaceId("T2"), GENERAL, new Frame.ChannelRename(general)),
                        new InternalApi.Noted()),
                new Sample<>(
                        InternalApi.TEAM_EVENT,
                        new InternalApi.TeamEvent(new WorkspaceId("T2"), null, new Frame.UserChange(alice)),
                        new InternalApi.Noted()),
                new Sample<>(
                        InternalApi.NEWEST,
                        new InternalApi.TeamEvent(new WorkspaceId("T2"), GENERAL, new Frame.ChannelRename(general)),
                        new InternalApi.TeamEvent(
                                new WorkspaceId("T2"), GENERAL, new Frame.ChannelRename(general.called("lounge")))),
                new Sample<>(
                        InternalApi.MEMBERSHIPS,
                        new InternalApi.AskMemberships(new WorkspaceId("T2"), new UserId("U1")),
                        new InternalApi.Memberships(
                                new User(new UserId("U1"), "alice"), List.of(new Channel(GENERAL, "general")))),
                new Sample<>(InternalApi.UNSETTLED, new InternalApi.Unsettled(), new InternalApi.StillUnsettled(2, 3)),
                new Sample<>(InternalApi.DRAIN, new InternalApi.Drain(), new InternalApi.Drained(7)),
                new Sample<>(InternalApi.SAY, new InternalApi.Say(POST), new InternalApi.Said(MESSAGE)),
                new Sample<>(
                        InternalApi.PUBLISH, new InternalApi.Publish(LOGGED), new InternalApi.Released(LOGGED.ts())),
                new Sample<>(
                        InternalApi.ENQUEUE,
                        new InternalApi.Enqueue("jobs", 3, new Job(Job.Kind.NOTIFY, LOGGED.message(), "U2")),
                        new InternalApi.Enqueued(17)),
                new Sample<>(
                        InternalApi.RELEASE,
                        new InternalApi.Entrust(LOGGED, 7),
                        new InternalApi.Released(LOGGED.ts())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    <Q extends Record, A extends Record> void whatIsWrittenIsReadBack(Sample<Q, A> sample) {
        var endpoint = sample.endpoint();

        assertThat(WIRE.read(endpoint, WIRE.write(endpoint, sample.request()))).isEqualTo(sample.request());
        assertThat(WIRE.readAnswer(endpoint, WIRE.writeAnswer(endpoint, sample.answer())))
                .isEqualTo(sample.answer());
    }

    @Test
    void everyEndpointIsAmongThem() {
        var all = Stream.of(WebApi.class, BootApi.class, EdgeApi.class, InternalApi.class)
                .flatMap(api -> Arrays.stream(api.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Endpoint.class)
                .map(WireFormatTest::value)
                .toList();

        assertThat(samples().map(sample -> sample.endpoint().toString()))
                .containsAll(all)
                .hasSizeGreaterThan(10);
    }

    @Test
    void aPostedMessageLooksAsSlackShowsIt() {
        var simple = new Post(GENERAL, new UserId("U1"), "Hello world", new ClientMessageId("id-1"));

        assertThat(WIRE.writeAnswer(WebApi.POST_MESSAGE, new WebApi.Posted(simple.at(MESSAGE.ts()))))
                .hasToString("200 {\"ok\":true,\"channel\":\"C1\",\"ts\":\"1355517523.000005\",\"message\":"
                        + "{\"type\":\"message\",\"channel\":\"C1\",\"user\":\"U1\",\"text\":\"Hello world\","
                        + "\"client_msg_id\":\"id-1\",\"ts\":\"1355517523.000005\"}}");
    }

    @Test
    void rtmConnectTellsAUrlThatAnyWebSocketClientCanOpen() {
        var url = new SocketUrl(NodeName.of("gateway-server", 1), new Ticket("t-1"));
        var answer = new WebApi.Connection(url, new User(new UserId("U1"), "alice"));

        assertThat(WIRE.writeAnswer(WebApi.RTM_CONNECT, answer))
                .hasToString("200 {\"ok\":true,\"url\":\"ws://127.0.0.1:8081/gateway-server-1?ticket=t-1\","
                        + "\"self\":{\"id\":\"U1\",\"name\":\"alice\"},"
                        + "\"team\":{\"id\":\"T1\",\"name\":\"rtmlab\",\"domain\":\"rtmlab\"}}");
    }

    @Test
    void theTokenTravelsInTheHeader() {
        var request = WIRE.write(WebApi.AUTH_TEST, new WebApi.AuthTest(TOKEN));

        assertThat(request.authorization()).isEqualTo("Bearer xoxp-alice");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    -                                              | application/json                  | Bearer xoxp-alice | {"channel":"C1","text":"hi"}
                    -                                              | Application/JSON; charset=UTF-8   | bearer  xoxp-alice| {"channel":"C1","text":"hi","unknown":{}}
                    -                                              | application/json                  | -                 | {"token":"xoxp-alice","channel":"C1","text":"hi"}
                    -                                              | application/json                  | Bearer xoxp-alice | {"token":"wrong","channel":"C1","text":"hi"}
                    -                                              | application/x-www-form-urlencoded | Bearer xoxp-alice | channel=C1&text=hi
                    -                                              | application/x-www-form-urlencoded | -                 | text=%68i&token=xoxp-alice&&channel=C1
                    channel=C1                                     | application/x-www-form-urlencoded | Bearer xoxp-alice | text=hi
                    token=xoxp-alice&channel=C1&text=hi            | -                                 | -                 | -
                    """)
    void aRequestMayBeWrittenAsSlackAllows(
            @Nullable String query,
            @Nullable String contentType,
            @Nullable String authorization,
            @Nullable String body) {
        assertThat(read(WebApi.POST_MESSAGE, query, contentType, authorization, body))
                .isEqualTo(new WebApi.PostMessage(TOKEN, GENERAL, "hi", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    application/json                  | {"channel":"C1"                                    | invalid_json
                    application/json                  | {"channel":"C1","text":"hi"} {}                    | invalid_json
                    application/json                  | ["C1"]                                             | json_not_object
                    application/json                  | "C1"                                               | json_not_object
                    application/json                  | {"channel":"C1"}                                   | no_text
                    application/json                  | {"text":"hi"}                                      | invalid_arguments
                    application/json                  | {"channel":"","text":"hi"}                         | invalid_arguments
                    application/json                  | {"channel":null,"text":"hi"}                       | invalid_arguments
                    application/json                  | {"channel":1,"text":"hi"}                          | invalid_arguments
                    application/json                  | {"channel":"C1","text":["hi"]}                     | invalid_arguments
                    application/json                  | {"channel":"C1","text":"\\u0000"}                  | invalid_arguments
                    application/json                  | {"channel":"C1","text":"\\udc00"}                  | invalid_arguments
                    application/json                  | {"channel":"C1","text":"hi","client_msg_id":7}     | invalid_arguments
                    application/json                  | {"channel":"C1","text":"hi","client_msg_id":" "}   | invalid_arguments
                    application/x-www-form-urlencoded | channel=C1                                         | no_text
                    application/x-www-form-urlencoded | channel=C1&text=%zz                                | invalid_form_data
                    application/x-www-form-urlencoded | channel=C1&text=%00                                | invalid_arguments
                    text/plain                        | channel=C1&text=hi                                 | invalid_post_type
                    -                                 | channel=C1&text=hi                                 | missing_post_type
                    """)
    void whatCannotBeReadIsRefusedInSlacksWords(@Nullable String contentType, String body, String word) {
        var malformed = catchThrowableOfType(
                Malformed.class, () -> read(WebApi.POST_MESSAGE, null, contentType, "Bearer xoxp-alice", body));

        assertThat(malformed.word()).isEqualTo(word);
        assertThat(malformed.detail()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer  ", "Basic YTpi"})
    void whoeverShowsNoTokenIsNotAuthenticated(String authorization) {
        assertThatThrownBy(() -> read(WebApi.AUTH_TEST, null, null, authorization, null))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.word()).isEqualTo("not_authed"));
    }

    @Test
    void aBodyThatIsTooLongIsRefusedUnread() {
        var body = "x".repeat(WireRequest.MAX_BODY_BYTES + 1);

        assertThatThrownBy(() -> read(WebApi.POST_MESSAGE, null, "application/json", null, body))
                .hasMessageContaining("request_too_large");
    }

    @Test
    void deepNestingIsNoWayToCrashTheReader() {
        var body = "{\"channel\":" + "[".repeat(50_000);

        assertThatThrownBy(() -> read(WebApi.POST_MESSAGE, null, "application/json", null, body))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.word()).isEqualTo("invalid_json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    channel=C1                                            | 1000000000.000000 | 9999999999.999999 | 100
                    channel=C1&oldest=0&limit=20                          | 1000000000.000000 | 9999999999.999999 | 20
                    channel=C1&oldest=1355517523&latest=1355517524.5      | 1355517523.000000 | 1355517524.500000 | 100
                    channel=C1&oldest=1355517523.000005&inclusive=true    | 1355517523.000004 | 9999999999.999999 | 100
                    channel=C1&latest=1355517523.000005&inclusive=1       | 1000000000.000000 | 1355517523.000006 | 100
                    channel=C1&cursor=bmV4dF90czoxNTEyMDg1ODYxMDAwNTQz    | 1000000000.000000 | 1512085861.000543 | 100
                    channel=C1&cursor=&latest=1355517523                  | 1000000000.000000 | 1355517523.000000 | 100
                    """)
    void historyIsAskedForAsSlackAllows(String query, String oldest, String latest, int limit) {
        assertThat(read(WebApi.HISTORY, query, null, "Bearer xoxp-alice", null))
                .isEqualTo(new WebApi.History(TOKEN, GENERAL, Ts.parse(oldest), Ts.parse(latest), limit));
    }

    @ParameterizedTest
    @CsvSource({
        "oldest=yesterday, invalid_ts_oldest",
        "latest=-1, invalid_ts_latest",
        "latest=13555175231, invalid_ts_latest",
        "cursor=bm90IG91cnM=, invalid_cursor",
        "cursor=***, invalid_cursor",
        "limit=0, invalid_arguments",
        "limit=1001, invalid_arguments",
        "limit=99999999999999, invalid_arguments",
        "limit=many, invalid_arguments",
        "inclusive=perhaps, invalid_arguments"
    })
    void historyIsRefusedForWhatItCannotMean(String parameter, String word) {
        assertThatThrownBy(() -> read(WebApi.HISTORY, "channel=C1&" + parameter, null, "Bearer xoxp-alice", null))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.word()).isEqualTo(word));
    }

    @Test
    void theCursorOfAnAnswerLeadsToTheMessagesBeforeIt() {
        var answer = WIRE.writeAnswer(WebApi.HISTORY, new WebApi.Messages(List.of(MESSAGE), true));
        var cursor = new Fields(Json.parse(answer.body()))
                .object("response_metadata")
                .text("next_cursor");

        assertThat(read(WebApi.HISTORY, "channel=C1&cursor=" + cursor, null, "Bearer xoxp-alice", null)
                        .latest())
                .isEqualTo(MESSAGE.ts());
    }

    @ParameterizedTest
    @CsvSource({
        "not_authed, 401",
        "invalid_auth, 401",
        "channel_not_found, 404",
        "user_not_found, 404",
        "unknown_method, 404",
        "not_in_channel, 400",
        "request_timeout, 408",
        "request_too_large, 413",
        "rate_limited, 429",
        "fatal_error, 500",
        "service_unavailable, 503"
    })
    void aRefusalHasTheStatusThatGoesWithIt(String word, int status) {
        assertThat(WireAnswer.refusal(word)).hasToString(status + " {\"ok\":false,\"error\":\"" + word + "\"}");
    }

    @Test
    void aRefusalSaysWhatExactlyWasWrong() {
        assertThat(WireAnswer.refusal("invalid_arguments", "missing required field: channel"))
                .hasToString("400 {\"ok\":false,\"error\":\"invalid_arguments\","
                        + "\"response_metadata\":{\"messages\":[\"[ERROR] missing required field: channel\"]}}");
    }

    @Test
    void aRefusalIsReadAsWhatIsKnown() {
        assertThatThrownBy(() -> readAnswer("{\"ok\":false,\"error\":\"not_in_channel\"}"))
                .isInstanceOfSatisfying(
                        SlackError.class, refusal -> assertThat(refusal.word()).isEqualTo("not_in_channel"));
        assertThatThrownBy(() -> readAnswer("{\"ok\":false,\"error\":\"service_unavailable\"}"))
                .isInstanceOf(NotDone.class);
        assertThatThrownBy(() -> readAnswer("{\"ok\":false,\"error\":\"fatal_error\"}"))
                .isInstanceOf(MaybeDone.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>502 Bad Gateway</html>", "{}", "{\"ok\":true}", "{\"ok\":false}", "[]"})
    void anAnswerThatCannotBeReadSaysNothing(String body) {
        assertThatThrownBy(() -> readAnswer(body)).isInstanceOf(MaybeDone.class);
    }

    private static void readAnswer(String body) {
        WIRE.readAnswer(WebApi.POST_MESSAGE, new WireAnswer(200, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static <Q extends Record> Q read(
            Endpoint<Q, ?> endpoint,
            @Nullable String query,
            @Nullable String contentType,
            @Nullable String authorization,
            @Nullable String body) {
        var bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return WIRE.read(endpoint, new WireRequest(query, contentType, authorization, bytes));
    }

    private static String value(Field endpoint) {
        try {
            return String.valueOf(endpoint.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
