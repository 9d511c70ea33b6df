package rtmlab.harness.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import rtmlab.backends.runtime.RealHost;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Report;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.experiment.Troubles;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.HeldWork;

/**
 * One experiment. Usually Alice says something while Bob looks on, the fault strikes, what died is started again, Bob
 * answers, and Carol comes later; in a replay everybody says what the workload has for them. Then a closing message goes
 * round, and when everything is at rest the store is read.
 */
final class RealRun implements AutoCloseable {

    /** Longer than any step of the way takes on a busy machine; a fault that has not struck by then has missed. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration GLANCE = Duration.ofMillis(10);

    private final RealWorld world;
    private final Experiment experiment;
    private final Team team;
    private final Path folder;
    private final HistoryRecorder history;
    private final List<Participant> participants = new ArrayList<>();
    private final AtomicInteger faultsToCome = new AtomicInteger();
    private final CompletableFuture<Boolean> allStruck = new CompletableFuture<>();
    private int messages;

    RealRun(RealWorld world, Experiment experiment, Team team, Path folder) throws IOException {
        this.world = world;
        this.experiment = experiment;
        this.team = team;
        this.folder = folder;
        var began = System.nanoTime();
        this.history = new HistoryRecorder(() -> (System.nanoTime() - began) / 1_000, folder.resolve("history.jsonl"));
    }

    Outcome perform() throws IOException {
        enterTeam();
        switch (experiment) {
            case Experiment.AtStep(var fault) -> meet(alice -> strike(fault, alice));
            case Experiment.Kill(var held) -> meet(alice -> kill(held, alice));
            case Experiment.Replay replay -> replay(replay);
        }
        history.faultsEnded(TimeUnit.NANOSECONDS.toMicros(PATIENCE.toNanos()));
        participants.forEach(Participant::read);
        var closing = participants.getFirst().say("see you there");
        if (everyoneHasSeen(closing) && isAtRest(closing)) {
            participants.forEach(Participant::read);
            history.quiet();
        }
        readStore();
        return judge();
    }

    /** Alice speaks while something happens to her message, Bob answers, and Carol comes later. */
    private void meet(Consumer<Participant> whatHappens) {
        var alice = enter("alice");
        var bob = enter("bob");
        participants.forEach(Participant::awaitOnline);
        whatHappens.accept(alice);
        bob.say("count me in");
        enter("carol").awaitOnline();
    }

    /** Alice speaks with the fault armed wherever her message may come by; what it kills is started again. */
    private void strike(FlowFault fault, Participant alice) {
        var points = fault.points(world.deployment().topology(), participants.size());
        // Whichever of them strikes, the message has met its fault.
        arm(points, 1);
        alice.say("lunch at noon?");
        awaitFaults(points);
    }

    /** Everybody says what the workload has for them, all at once, with every fault armed. */
    private void replay(Experiment.Replay replay) {
        team.members().forEach(member -> enter(member.name()));
        participants.forEach(Participant::awaitOnline);
        arm(replay.faults(), replay.faults().size());
        var scripts = new ArrayList<CompletableFuture<Void>>();
        for (var member = 0; member < participants.size(); member++) {
            var participant = participants.get(member);
            var lines = replay.workload().linesOf(team, member);
            scripts.add(CompletableFuture.runAsync(
                    () -> {
                        lines.forEach(line -> participant.say(line.channel(), line.text(), line.id()));
                        if (replay.workload().reads()) {
                            lines.stream()
                                    .map(Workload.Line::channel)
                                    .distinct()
                                    .forEach(participant::read);
                        }
                    },
                    task -> Thread.ofVirtual().start(task)));
        }
        CompletableFuture.allOf(scripts.toArray(CompletableFuture<?>[]::new)).join();
        awaitFaults(replay.faults());
    }

    private void arm(List<CrashPoint> points, int expected) {
        faultsToCome.set(expected);
        world.deployment().onStruck(point -> Thread.ofVirtual().start(() -> struck(point)));
        for (var point : points) {
            participants.stream()
                    .filter(participant ->
                            participant.host.name().equals(point.step().node()))
                    .findFirst()
                    .ifPresentOrElse(
                            participant -> participant.host.steps().arm(point),
                            () -> world.deployment().arm(point));
        }
    }

    /** Notes the faults that have missed, and returns when everything that was killed serves again. */
    private void awaitFaults(List<CrashPoint> points) {
        var haveStruck = within(PATIENCE, allStruck);
        world.deployment().disarm();
        if (!haveStruck) {
            points.forEach(point -> note(point, false));
        }
        world.deployment().awaitReady();
    }

    private void struck(CrashPoint point) {
        note(point, true);
        if (point.fault().crashes()) {
            world.deployment().restart(point.step().node());
        }
        if (faultsToCome.decrementAndGet() == 0) {
            world.deployment().disarm();
            allStruck.complete(true);
        }
    }

    private void note(CrashPoint point, boolean hit) {
        var step = point.step();
        history.fault(
                switch (point.fault()) {
                    case CRASH_BEFORE -> Fault.Kind.CRASH_BEFORE;
                    case CRASH_AFTER -> Fault.Kind.CRASH_AFTER;
                    case LOSE_REPLY -> Fault.Kind.LOST_REPLY;
                    case FAIL -> Fault.Kind.FAILED_CALL;
                },
                step.node().value(),
                step.toString(),
                hit);
    }

    /** Paused nodes take work that they do not finish: that is the moment at which a kill is worth something. */
    private void kill(HeldWork held, Participant alice) {
        var deployment = world.deployment();
        var victims = deployment.topology().of(held.role());
        victims.forEach(deployment::pause);
        alice.say("lunch at noon?");
        var holdsWork = isTrueWithin(PATIENCE, () -> look(() -> held.isHeld().test(world.probe())));
        for (var victim : victims) {
            deployment.kill(victim);
            history.fault(Fault.Kind.KILL, victim.value(), "", holdsWork);
            deployment.restart(victim);
        }
        deployment.awaitReady();
    }

    private void enterTeam() {
        world.probe().run(() -> team.enterInto(world.probe().directory()));
        for (var member : team.members()) {
            for (var channel : team.channels()) {
                history.joined(member.name(), channel.name());
            }
        }
    }

    private Participant enter(String name) {
        var participant = new Participant(name);
        participants.add(participant);
        participant.host.start(participant.client);
        return participant;
    }

    private boolean everyoneHasSeen(String id) {
        return participants.stream().allMatch(participant -> within(PATIENCE, participant.journal.sighting(id)));
    }

    /** The closing message is stored, and the servers have nothing left to do. */
    private boolean isAtRest(String closing) {
        return isTrueWithin(
                PATIENCE,
                () -> look(() -> {
                    var isStored = StoreReader.messages(
                                    world.probe().messages(), team.channels().getFirst())
                            .stream()
                            .anyMatch(
                                    message -> message.clientMessageId().value().equals(closing));
                    return isStored && world.isQuiet();
                }));
    }

    private void readStore() {
        world.probe().run(() -> StoreReader.read(world.probe().messages(), team, history));
    }

    private Outcome judge() throws IOException {
        var began = System.nanoTime();
        var recorded = history.history();
        var verdicts = Promises.check(recorded);
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        var report = new Report(verdicts, recorded.operations(), elapsed.toMillis());
        Files.writeString(folder.resolve("verdicts.json"), report.toJson() + "\n");
        return new Outcome(experiment, verdicts, Troubles.in(recorded), folder);
    }

    private boolean look(BooleanSupplier condition) {
        try {
            return world.probe().call(condition::getAsBoolean);
        } catch (CallFailed _) {
            return false;
        }
    }

    private static boolean isTrueWithin(Duration limit, BooleanSupplier condition) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            within(GLANCE, new CompletableFuture<>());
        }
        return true;
    }

    private static boolean within(Duration limit, CompletableFuture<Boolean> future) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    @Override
    public void close() throws IOException {
        participants.forEach(participant -> participant.host.close());
        history.close();
    }

    /** A member with a client in this process. */
    private final class Participant {
        final RecordingJournal journal;
        final Client client;
        final RealHost host;

        Participant(String name) {
            var member = team.member(name);
            journal = new RecordingJournal(history, team, member);
            client = world.architecture().client(member, world.deployment().topology(), world.mechanisms(), journal);
            host = world.host(new NodeName(name), RealRun.this::struck);
        }

        /** Returns the message's id, when it is known what became of it. */
        String say(String text) {
            var id = new ClientMessageId(experiment instanceof Experiment.Replay ? "closing" : "m" + ++messages);
            say(team.channels().getFirst(), text, id);
            return id.value();
        }

        void say(Channel channel, String text, ClientMessageId id) {
            host.run(() -> client.post(channel.id(), text, id));
        }

        void read(Channel channel) {
            host.run(() -> client.read(channel.id()));
        }

        /** Looks at every channel again: what one was told or shown must be there. */
        void read() {
            host.run(() -> team.channels().forEach(channel -> client.read(channel.id())));
        }

        void awaitOnline() {
            if (!within(PATIENCE, journal.firstOnline())) {
                throw new IllegalStateException(host + " could not connect within " + PATIENCE + "; see " + folder);
            }
        }
    }
}
