package rtmlab.harness.soak;

import static rtmlab.harness.real.Waiting.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import rtmlab.backends.launch.Server;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Report;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.load.LoadFigures;
import rtmlab.harness.load.LoadFigures.Flight;
import rtmlab.harness.load.LoadMember;
import rtmlab.harness.load.News;
import rtmlab.harness.load.OpenLoop;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.real.ResidentMemory;
import rtmlab.harness.real.Waiting;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.variant.Architecture;

/** Load on real processes while they are killed at random, then quiet, and then the verdict. */
public final class Soak implements AutoCloseable {

    /** After the last kill: longer than a client's patience with one message. */
    private static final Duration CALMS_WITHIN = Duration.ofMinutes(3);

    /** A channel is read whole: what that costs grows with the soak. */
    private static final Duration BETWEEN_READS = Duration.ofSeconds(10);

    private final RealWorld world;
    private final List<? extends Server> servers;
    private final SoakPlan plan;
    private final Path folder;
    private final Team team;
    private final HistoryRecorder history;
    private final LoadFigures figures;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();
    private final List<LoadMember> members = new ArrayList<>();
    private final List<RecordingJournal> journals = new ArrayList<>();
    private final News news;
    private volatile boolean isToStop;

    /** @param servers those that are killed, too */
    public Soak(RealWorld world, List<? extends Server> servers, SoakPlan plan, Path folder, News news)
            throws IOException {
        this.world = world;
        this.servers = plan.killsServers() ? servers : List.of();
        this.plan = plan;
        this.folder = folder;
        this.news = news;
        this.team = Team.of(plan.members(), plan.channels());
        this.figures = new LoadFigures(plan.members(), plan.duration());
        var began = System.nanoTime();
        this.history = new HistoryRecorder(() -> (System.nanoTime() - began) / 1_000, folder.resolve("history.jsonl"));
    }

    /**
     * What a soak came to.
     *
     * @param elapsed of the load
     * @param hasCalmedDown whether everything was delivered and worked off in the end
     * @param memoryBytes of all processes of nodes together, resident, at the end
     */
    public record Result(
            LoadFigures figures,
            History history,
            Map<String, Verdict> verdicts,
            Duration elapsed,
            boolean hasCalmedDown,
            long memoryBytes) {

        /** What of it is not documented of this architecture, in words. */
        public List<String> surprisesOf(Architecture architecture) {
            return Surprises.in(architecture.breaks(), verdicts, hasCalmedDown);
        }
    }

    /** Ends the load now; {@link #perform} goes on to the verdict on what was done. */
    public void stop() {
        isToStop = true;
    }

    public Result perform() throws IOException, InterruptedException {
        enterTeam();
        var killer = new Killer(world, servers, history, figures, plan, plan.rampUp(), news);
        killer.start();
        var elapsed = load();
        news.say("the load is over; waiting for calm");
        killer.stop();
        var hasCalmedDown = calmDown();
        world.probe().run(() -> StoreReader.read(world.probe().messages(), team, history));
        var memoryBytes = ResidentMemory.ofAll(world.deployment().processes());
        return new Result(figures, history.history(), judge(), elapsed, hasCalmedDown, memoryBytes);
    }

    private void enterTeam() {
        world.probe().run(() -> team.enterInto(world.probe().directory()));
        for (var member : team.members()) {
            team.channels().forEach(channel -> history.joined(member.name(), channel.name()));
            var journal = new RecordingJournal(history, team, member);
            journals.add(journal);
            members.add(new LoadMember(world, member, members.size(), journal, flights));
        }
        if (!within(
                Duration.ofSeconds(60),
                () -> journals.stream()
                        .allMatch(journal -> journal.firstOnline().isDone()))) {
            throw new IllegalStateException("not all members could connect; see " + folder);
        }
    }

    /** Message after message when it is due, whatever became of those before. */
    private Duration load() {
        var loop = new OpenLoop(plan.perSecond(), plan.rampUp(), plan.duration());
        var messages = loop.messages();
        var readsEvery = plan.perSecond() * BETWEEN_READS.toSeconds();
        return loop.run(() -> isToStop, (number, dueNanos) -> {
                    var id = "m" + number;
                    flights.put(id, figures.due(dueNanos));
                    var channel = team.channels().get((int)
                            (number / members.size() % team.channels().size()));
                    members.get((int) (number % members.size())).say(channel, "message " + number, id);
                    if (number % readsEvery == 0) {
                        readOne(number / readsEvery);
                    }
                    news.reach("under load", "messages", number + 1, messages);
                })
                .elapsed();
    }

    /** Everybody reads every channel in the course of time. */
    private void readOne(long number) {
        var channel = team.channels().get((int) (number % team.channels().size()));
        members.get((int) (number / team.channels().size() % members.size())).read(channel);
    }

    /** Whether all that was sent is known of, a last message in every channel is with everybody, nothing is left, and all is read. */
    private boolean calmDown() {
        if (!isWorkedOff()) {
            return false;
        }
        history.faultsEnded(CALMS_WITHIN.toNanos() / 1_000);
        for (var channel : team.channels()) {
            var id = "closing-" + channel.name();
            flights.put(id, figures.due(System.nanoTime()));
            members.getFirst().say(channel, "closing", id);
        }
        var isCalm = within(
                        CALMS_WITHIN,
                        () -> journals.stream()
                                .allMatch(journal -> team.channels().stream()
                                        .allMatch(channel -> journal.sighting("closing-" + channel.name())
                                                .isDone())))
                && within(CALMS_WITHIN, this::isQuiet)
                && isReadOnceMore();
        if (isCalm) {
            history.quiet();
        }
        return isCalm;
    }

    /** However short the soak was, every channel has been read by somebody who knows what to find there. */
    private boolean isReadOnceMore() {
        for (var channel = 0; channel < team.channels().size(); channel++) {
            members.get(channel % members.size()).read(team.channels().get(channel));
        }
        return isWorkedOff();
    }

    private boolean isWorkedOff() {
        return new Backlog(this::requestsUnderWay, CALMS_WITHIN, Waiting::within).isWorkedOff();
    }

    private int requestsUnderWay() {
        return members.stream().mapToInt(LoadMember::requestsUnderWay).sum();
    }

    private boolean isQuiet() {
        try {
            return world.probe().call(() -> world.isQuiet());
        } catch (CallFailed _) {
            return false;
        }
    }

    private Map<String, Verdict> judge() throws IOException {
        var began = System.nanoTime();
        var recorded = history.history();
        var verdicts = new LinkedHashMap<>(Promises.check(recorded));
        var report = new Report(verdicts, recorded.operations(), (System.nanoTime() - began) / 1_000_000);
        Files.writeString(folder.resolve("verdicts.json"), report.toJson() + "\n");
        return verdicts;
    }

    @Override
    public void close() throws IOException {
        members.forEach(LoadMember::close);
        history.close();
    }
}
