package rtmlab.bootstrap;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.EdgeApi.Boot;
import rtmlab.protocol.api.EdgeApi.Booted;
import rtmlab.protocol.api.EdgeApi.CatchUp;
import rtmlab.protocol.api.EdgeApi.Figures;
import rtmlab.protocol.api.EdgeApi.NonMembers;
import rtmlab.protocol.api.EdgeApi.OfSession;
import rtmlab.protocol.api.EdgeApi.UsersFound;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;

/**
 * An edge cache for the start of sessions: it stands astride each client's WebSocket, listens to what comes by, and
 * answers from memory.
 *
 * <p>For each client it keeps a WebSocket of its own to the origin, also while the client is away for a moment: a client
 * that comes back finds all that it missed in that {@link EdgeSession}, and the origin does not hear of it. Whoever
 * comes anew is validated by the origin, a few at a time.
 */
public final class Flannel implements Node {

    private static final Duration TICKET_LIFETIME = Duration.ofSeconds(30);
    private static final Duration LOOK_ROUND_EVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<NodeName> webApps;
    private final FlannelSettings settings;
    private final SessionSeam.Factory seams;
    private final Map<Ticket, EdgeSession> sessions = new LinkedHashMap<>();
    private final Tally tally = new Tally();

    private Host host;
    private Origin origin;
    private Admission admission;
    private Teams teams;

    /** WebSockets' URLs that were handed out and not used yet. */
    private Cache<Ticket, EdgeSession> invitations;

    private ChannelLists channelLists;

    Flannel(List<NodeName> webApps, FlannelSettings settings, SessionSeam.Factory seams) {
        this.webApps = webApps;
        this.settings = settings;
        this.seams = seams;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        origin = new Origin(host.http(), webApps, tally);
        admission = new Admission(host, settings.maxOriginCalls(), settings.maxWaiting(), tally);
        teams = new Teams(host, origin, settings, tally);
        channelLists = new ChannelLists(host, origin);
        invitations =
                Caches.with(host.clock()).expireAfterWrite(TICKET_LIFETIME).build();
        var http = host.http();
        http.serve(EdgeApi.BOOT, this::boot);
        http.serve(EdgeApi.CHANNELS, this::channels);
        http.serve(EdgeApi.CATCH_UP, this::catchUp);
        http.serve(EdgeApi.USERS_INFO, this::usersFound);
        http.serve(EdgeApi.USERS_SEARCH, request -> usersFound(require(request.session()), request));
        http.serve(EdgeApi.MEMBERSHIP, request -> nonMembers(require(request.session()), request));
        http.serve(EdgeApi.FIGURES, _ -> figures());
        host.sockets().serve(this::opened);
        host.spawn("look round", this::lookRound);
    }

    /** From memory where the client has a session here; otherwise the origin is asked who this is. */
    private Booted boot(Boot request) {
        tally.boots++;
        var resumed = sessions.get(request.resume() == null ? new Ticket("none") : request.resume());
        if (resumed != null && resumed.isOf(request.token())) {
            if (resumed.canGoOn()) {
                tally.resumed++;
                return invite(resumed, true);
            }
            // Its stream was begun for other channels: what it told of these is not all that there was.
            resumed.end("the user has joined or left channels");
        }
        var session = admission.admit(() -> begin(request.token()));
        teams.warm(session.self().workspace());
        return invite(session, false);
    }

    private EdgeSession begin(Token token) {
        var session = new EdgeSession(
                token, newTicket(), host.later(), teams, begun -> seams.over(new SeamPorts(token, begun)));
        try {
            session.begin();
        } catch (CallFailed | SlackError e) {
            session.end("the session did not come about");
            // Of the origin's refusals the client is told; where the origin gives no answer, it may try again.
            throw e instanceof SlackError refusal ? refusal : new SlackError("service_unavailable");
        }
        if (!session.isUp()) {
            throw new SlackError("service_unavailable");
        }
        session.awaitsClient(host.clock().now());
        sessions.put(session.name(), session);
        session.whenOver(() -> sessions.remove(session.name()));
        return session;
    }

    /** What the seam of one session reaches: the origin, in the name of the session's user. */
    private final class SeamPorts implements SessionSeam.Ports {
        private final Token token;
        private final EdgeSession session;

        SeamPorts(Token token, EdgeSession session) {
            this.token = token;
            this.session = session;
        }

        @Override
        public WebApi.Connection connect() {
            return origin.call(WebApi.RTM_CONNECT, new WebApi.RtmConnect(token));
        }

        @Override
        public void open(SocketUrl url) {
            session.connected(host.sockets().open(url, session));
            if (!session.greetedWithin(PATIENCE)) {
                throw new SlackError("service_unavailable");
            }
        }

        @Override
        public WebApi.Start userBoot() {
            return origin.call(BootApi.USER_BOOT, new BootApi.UserBoot(token));
        }

        @Override
        public WebApi.Start rtmStart() {
            return origin.call(WebApi.RTM_START, new WebApi.RtmStart(token));
        }

        @Override
        public List<ChannelId> channelsOf(UserId user) {
            return channelLists.of(user);
        }

        @Override
        public int kept() {
            return settings.missedMessages();
        }
    }

    private Booted invite(EdgeSession session, boolean resumed) {
        var ticket = newTicket();
        invitations.put(ticket, session);
        var profiles = teams.firstScreen(session.self(), session.channels(), settings.firstScreenProfiles());
        session.knows(profiles);
        var connection = new WebApi.Connection(new SocketUrl(host.name(), ticket), session.self(), session.workspace());
        return new Booted(session.name(), resumed, new WebApi.Start(connection, profiles, session.channels()));
    }

    private Handler opened(Socket socket, Ticket ticket) {
        var session = invitations.asMap().remove(ticket);
        if (session == null || !session.isAsTold()) {
            socket.send(new Frame.Refusal(null, RtmError.URL_EXPIRED));
            socket.close(RtmError.URL_EXPIRED.message());
            return new ClientOfNobody();
        }
        var client = new EdgeClient(socket, session, this::answer, host.clock());
        session.attach(client);
        return client;
    }

    private WebApi.Conversations channels(OfSession request) {
        return new WebApi.Conversations(require(request.session()).channels(), null);
    }

    /** What the client missed, as far as the session's stream had it: a longer way back is the origin's. */
    private WebApi.Messages catchUp(CatchUp request) {
        var history = request.history();
        var missed = require(request.session()).missed(history);
        if (missed.isPresent()) {
            tally.catchUpsFromMemory++;
            return missed.get();
        }
        tally.catchUpsFromOrigin++;
        return origin.call(WebApi.HISTORY, history);
    }

    private EdgeApi.Answer answer(EdgeSession session, EdgeApi.Query query) {
        return switch (query) {
            case EdgeApi.UsersInfo info -> usersFound(session, info);
            case EdgeApi.UsersSearch search -> usersFound(session, search);
            case EdgeApi.Membership membership -> nonMembers(session, membership);
        };
    }

    /** Who these are, asked in the name of a session's client; throws {@code invalid_auth} when there is no such session. */
    public UsersFound usersFound(EdgeApi.UsersInfo request) {
        return usersFound(require(request.session()), request);
    }

    private UsersFound usersFound(EdgeSession session, EdgeApi.UsersInfo request) {
        var found = teams.roster(session.self().workspace()).find(request.users());
        session.knows(found.results());
        return found;
    }

    private UsersFound usersFound(EdgeSession session, EdgeApi.UsersSearch request) {
        var found = teams.roster(session.self().workspace()).search(request.query(), request.count());
        session.knows(found);
        return new UsersFound(found, List.of());
    }

    private NonMembers nonMembers(EdgeSession session, EdgeApi.Membership request) {
        if (!session.isIn(request.channel())) {
            throw new SlackError("channel_not_found");
        }
        var members = teams.members(request.channel());
        return new NonMembers(
                request.channel(),
                request.users().stream().filter(user -> !members.has(user)).toList());
    }

    private EdgeSession require(@org.jspecify.annotations.Nullable Ticket name) {
        var session = name == null ? null : sessions.get(name);
        if (session == null || !session.isUp()) {
            throw new SlackError("invalid_auth");
        }
        return session;
    }

    /** Now and then: ends sessions that nobody came back to, forgets old invitations, and reads old data again. */
    private void lookRound() {
        while (true) {
            host.clock().idle(LOOK_ROUND_EVERY);
            var now = host.clock().now();
            invitations.cleanUp();
            for (var session : List.copyOf(sessions.values())) {
                if (session.isParkedSince(now.minus(settings.parking()))) {
                    session.end("nobody came back");
                }
            }
            var inUse = sessions.values().stream()
                    .map(session -> session.self().workspace())
                    .distinct()
                    .toList();
            teams.refresh(inUse, LOOK_ROUND_EVERY);
        }
    }

    private Figures figures() {
        var parked =
                (int) sessions.values().stream().filter(EdgeSession::isParked).count();
        return tally.figures(sessions.size(), parked, teams.users(), teams.memberships(), teams.oldestMillis());
    }

    private Ticket newTicket() {
        return new Ticket(Long.toHexString(host.random().nextLong())
                + Long.toHexString(host.random().nextLong()));
    }

    /** Someone who was turned away. */
    private static final class ClientOfNobody implements Handler {
        @Override
        public void received(Frame frame) {}

        @Override
        public void closed(String reason) {}
    }
}
