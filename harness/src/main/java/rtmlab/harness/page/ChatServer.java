package rtmlab.harness.page;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.Server;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.variant.FlowFault;

/**
 * A small chat on a running architecture, with the processes behind it at hand: who sees what, what the store holds, and
 * buttons that kill real processes, at once or at a step of the next message's way.
 */
public final class ChatServer implements AutoCloseable {

    private static final Map<String, String> FILES =
            Map.of("/", "chat.html", "/page.css", "page.css", "/chat.css", "chat.css", "/chat.js", "chat.js");

    /** How long a browser waits for news before it asks again. */
    private static final long NEWS_SECONDS = 15;

    private static final long STORE_GLANCE_MILLIS = 400;

    private final RealWorld world;
    private final List<? extends Server> servers;
    private final Team team;
    private final List<Seat> seats = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Site site;
    private List<Row> store = List.of();
    private String armed = "";
    private long version;

    private ChatServer(int port, RealWorld world, List<? extends Server> servers, Team team) {
        this.world = world;
        this.servers = servers;
        this.team = team;
        world.deployment().onStruck(this::struck);
        var users = team.members().stream().map(member -> member.user().id()).toList();
        team.members()
                .forEach(member -> seats.add(new Seat(
                        world,
                        member,
                        users.stream()
                                .filter(user -> !user.equals(member.user().id()))
                                .toList(),
                        this::changed)));
        site = Site.of(FILES)
                .answer(HandlerType.GET, "/api/chat", this::state)
                .answer(HandlerType.POST, "/api/say", context -> say(Site.body(context, Said.class)))
                .answer(HandlerType.POST, "/api/type", context -> type(Site.body(context, Seated.class)))
                .answer(HandlerType.POST, "/api/leave", context -> leave(Site.body(context, Seated.class)))
                .answer(HandlerType.POST, "/api/come-back", context -> comeBack(Site.body(context, Seated.class)))
                .answer(HandlerType.POST, "/api/kill", context -> kill(Site.body(context, Chosen.class)))
                .answer(HandlerType.POST, "/api/restart", context -> restart(Site.body(context, Chosen.class)))
                .answer(HandlerType.POST, "/api/arm", context -> arm(Site.body(context, Armed.class)))
                .start(port);
        Thread.ofVirtual().name("store glance").start(this::watchTheStore);
    }

    /**
     * Seats the team's members and serves; throws {@link LaunchFailure} when the port is taken.
     *
     * @param servers those that there shall be buttons for, too
     */
    public static ChatServer start(int port, RealWorld world, List<? extends Server> servers, Team team) {
        return new ChatServer(port, world, servers, team);
    }

    public String url() {
        return site.url();
    }

    @Override
    public void close() {
        closed.countDown();
        site.close();
        seats.forEach(Seat::close);
    }

    /** A row of the store. */
    private record Row(String sender, String text, String id) {}

    private record Said(String member, String text) {}

    private record Seated(String member) {}

    private record Chosen(String node) {}

    /** A crash of the next message's way; both are empty to take it back. */
    private record Armed(String fault, String step) {}

    private record State(
            long version,
            String architecture,
            String channel,
            List<Seat.Screen> screens,
            List<Life> nodes,
            List<Row> store,
            List<String> steps,
            String armed,
            List<String> news) {

        record Life(String node, boolean alive) {}
    }

    /** What there is to be seen, as soon as it is newer than what the browser has. */
    private State state(Context context) {
        var known = context.queryParam("after");
        var after = known == null || !known.matches("[0-9]{1,18}") ? -1 : Long.parseLong(known);
        var names = Map.copyOf(team.members().stream()
                .collect(Collectors.toMap(member -> member.user().id().value(), member -> member.name())));
        synchronized (this) {
            var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(NEWS_SECONDS);
            while (version == after && System.nanoTime() < patience) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, patience - System.nanoTime());
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            return new State(
                    version,
                    world.architecture().name(),
                    team.channels().getFirst().name(),
                    seats.stream().map(seat -> named(seat.screen(), names)).toList(),
                    lives(),
                    store,
                    world.architecture().sendFlow().stream()
                            .map(step -> step.label())
                            .toList(),
                    armed,
                    List.copyOf(news));
        }
    }

    private List<State.Life> lives() {
        var nodes = world.deployment().topology().nodes().stream()
                .map(node -> new State.Life(node.value(), world.deployment().isAlive(node)));
        return Stream.concat(nodes, servers.stream().map(server -> new State.Life(server.title(), server.isAlive())))
                .toList();
    }

    private static Seat.Screen named(Seat.Screen screen, Map<String, String> names) {
        return new Seat.Screen(
                screen.member(),
                screen.online(),
                screen.away(),
                screen.lines().stream()
                        .map(line -> new Seat.Line(
                                line.id(),
                                names.getOrDefault(line.sender(), line.sender()),
                                line.text(),
                                line.state(),
                                line.shown(),
                                line.catchUp()))
                        .toList(),
                screen.typing().stream()
                        .map(user -> names.getOrDefault(user, user))
                        .toList(),
                screen.presence().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> names.getOrDefault(entry.getKey(), entry.getKey()), Map.Entry::getValue)));
    }

    private synchronized void changed() {
        version++;
        notifyAll();
    }

    private synchronized void tell(String sentence) {
        news.add(sentence);
        changed();
    }

    private Object type(Seated who) {
        seat(who.member).type(team.channels().getFirst().id());
        return Map.of();
    }

    private Object leave(Seated who) {
        seat(who.member).leave();
        tell(who.member + " closed the client");
        return Map.of();
    }

    private Object comeBack(Seated who) {
        seat(who.member).comeBack();
        tell(who.member + " opened a client anew");
        return Map.of();
    }

    private Seat seat(String member) {
        return seats.stream()
                .filter(each -> each.screen().member().equals(member))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody here is called " + member));
    }

    private Object say(Said said) {
        var seat = seat(said.member);
        if (said.text == null || said.text.isBlank()) {
            throw new IllegalArgumentException("there is nothing to be said in an empty message");
        }
        seat.say(
                team.channels().getFirst().id(),
                said.text,
                new ClientMessageId("page-" + ProcessHandle.current().pid() + "-" + messages.incrementAndGet()));
        return Map.of();
    }

    private Object kill(Chosen process) {
        var server = server(process);
        if (server.isPresent()) {
            server.get().kill();
        } else {
            world.deployment().kill(named(process));
        }
        tell(process.node + " was killed with kill -9");
        return Map.of();
    }

    private Object restart(Chosen process) {
        var server = server(process);
        if (server.map(Server::isAlive).orElseGet(() -> world.deployment().isAlive(named(process)))) {
            throw new IllegalArgumentException(process.node + " runs already");
        }
        tell(process.node + " is started again");
        startAgain(process.node, () -> {
            if (server.isPresent()) {
                server.get().restart();
            } else {
                world.deployment().restart(named(process));
                world.deployment().awaitReady();
            }
        });
        return Map.of();
    }

    private void startAgain(String name, Runnable start) {
        Thread.ofVirtual().start(() -> {
            try {
                start.run();
                tell(name + " serves again");
            } catch (LaunchFailure failure) {
                tell(String.valueOf(failure.getMessage()));
            }
        });
    }

    private Optional<? extends Server> server(Chosen process) {
        return servers.stream()
                .filter(server -> server.title().equals(process.node))
                .findFirst();
    }

    private NodeName named(Chosen process) {
        return world.deployment().topology().nodes().stream()
                .filter(node -> node.value().equals(process.node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node called " + process.node));
    }

    /** Whichever node takes the step for the next message crashes there. */
    private Object arm(Armed wish) {
        world.deployment().disarm();
        var label = "";
        if (!wish.step.isEmpty()) {
            var step = world.architecture().sendFlow().stream()
                    .filter(each -> each.label().equals(wish.step))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no step called " + wish.step));
            var fault = wish.fault.equals("before") ? Fault.CRASH_BEFORE : Fault.CRASH_AFTER;
            var flowFault = new FlowFault(step, fault);
            flowFault.points(world.deployment().topology(), seats.size()).forEach(point -> {
                if (world.deployment().isAlive(point.step().node())) {
                    world.deployment().arm(point);
                }
            });
            label = flowFault.label();
        }
        synchronized (this) {
            armed = label;
        }
        changed();
        return Map.of();
    }

    private void struck(CrashPoint point) {
        world.deployment().disarm();
        synchronized (this) {
            armed = "";
        }
        tell(point.step().node() + " crashed: " + point.fault().words() + " "
                + point.step().call());
    }

    /** Looks at the store now and then, as long as this is open; nobody is told of it when it cannot be read. */
    private void watchTheStore() {
        var channel = team.channels().getFirst();
        try {
            while (!closed.await(STORE_GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                @Nullable List<Row> rows = glance(channel);
                if (rows != null && !rows.equals(store)) {
                    synchronized (this) {
                        store = rows;
                    }
                    changed();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (NodeCrash _) {
            // The world was closed in the middle of a glance: there is nothing left to look at.
        }
    }

    private @Nullable List<Row> glance(Channel channel) {
        try {
            return world.probe().call(() -> StoreReader.messages(world.probe().messages(), channel)).stream()
                    .map(message -> new Row(
                            team.nameOf(message.author()),
                            message.text(),
                            message.clientMessageId().value()))
                    .toList();
        } catch (CallFailed _) {
            return null;
        }
    }
}
