package rtmlab.harness.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.wire.SocketUrls;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.load.LoadFigures.End;
import rtmlab.harness.load.LoadFigures.Flight;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.real.Waiting;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.UntilDone;

/** An architecture on real processes with one channel, which many watch and one member posts in, over the Web API. */
public final class Audience implements Subject {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(60);

    /** Members of other loads on the same servers have other names. */
    private static final int TEAM = 900;

    private final RealWorld world;
    private final EmbeddedServers servers;
    private final Team team;
    private final int textBytes;
    private final Onlookers onlookers;

    /** By message number, as far back as anybody may still be waiting for one. */
    private final AtomicReferenceArray<@Nullable Flight> flights = new AtomicReferenceArray<>(1 << 18);

    private final AtomicInteger underWay = new AtomicInteger();

    /** Enters the team, and returns when all its members watch. */
    public Audience(RealWorld world, EmbeddedServers servers, int members, int textBytes) throws IOException {
        this.world = world;
        this.servers = servers;
        this.team = Team.of(members, 1, TEAM);
        this.textBytes = textBytes;
        this.onlookers = new Onlookers(this::shown);
        world.probe().run(() -> team.enterInto(world.probe().directory()));
        for (var position = 0; position < members; position++) {
            connect(position);
        }
        if (!Waiting.within(CONNECTS_WITHIN, () -> onlookers.greeted() == members)) {
            throw new IllegalStateException(
                    "only %d of %d members could connect".formatted(onlookers.greeted(), members));
        }
    }

    private void connect(int position) throws IOException {
        var probe = world.probe();
        var connect = new WebApi.RtmConnect(team.members().get(position).token());
        var webApps = world.deployment().topology().of("web-app");
        var webApp = webApps.get(position % webApps.size());
        // The first calls of cold processes may take longer than a call's patience.
        var untilDone = new UntilDone(probe.clock());
        var url = probe.call(() -> untilDone.get(() -> probe.http().call(webApp, WebApi.RTM_CONNECT, connect)))
                .url();
        onlookers.join(new SocketUrls(world.deployment().addresses()::ws).write(url), position);
    }

    @Override
    public String name() {
        return world.architecture().name();
    }

    @Override
    public int members() {
        return team.members().size();
    }

    /** How many have lost their connection. */
    public int gone() {
        return onlookers.gone();
    }

    @Override
    public void send(long number, Flight flight) {
        flights.set(slot(number), flight);
        underWay.incrementAndGet();
        Thread.ofVirtual().start(() -> {
            try {
                flight.ended(post(number));
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    private End post(long number) {
        var request = new WebApi.PostMessage(
                team.members().getFirst().token(),
                team.channels().getFirst().id(),
                Text.of(number, textBytes),
                new ClientMessageId("load-" + number));
        var webApps = world.deployment().topology().of("web-app");
        try {
            world.probe()
                    .run(() -> world.probe()
                            .http()
                            .call(webApps.get((int) (number % webApps.size())), WebApi.POST_MESSAGE, request));
            return End.ACKNOWLEDGED;
        } catch (NotDone | SlackError _) {
            return End.REFUSED;
        } catch (CallFailed _) {
            return End.UNKNOWN;
        }
    }

    private void shown(long number, int member) {
        @Nullable Flight flight = flights.get(slot(number));
        if (flight != null) {
            flight.shownTo(member);
        }
    }

    private int slot(long number) {
        return (int) (number % flights.length());
    }

    @Override
    public boolean isCalm() {
        return underWay.get() == 0;
    }

    @Override
    public List<ProcessHandle> processes() {
        return Stream.concat(world.deployment().processes().stream(), servers.processes().stream())
                .toList();
    }

    @Override
    public void close() {
        onlookers.close();
    }
}
