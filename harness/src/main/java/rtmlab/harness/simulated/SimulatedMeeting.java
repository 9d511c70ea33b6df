package rtmlab.harness.simulated;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.Workload.Leaver;
import rtmlab.harness.simulated.Workload.Newcomer;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/** A team in the simulated world: seated calmly, and after its workload brought to rest, looked at once more, and judged. */
public final class SimulatedMeeting {

    /** In virtual time, from the end of the faults until everybody is served again. */
    private static final Duration RECOVERY_BOUND = Duration.ofMinutes(1);

    static final String CLOSING = "closing-";

    private final World world;
    private final Architecture architecture;
    private final Mechanisms mechanisms;
    private final Team team;
    private final List<Newcomer> newcomers;
    private final List<Leaver> leavers;
    private final HistoryRecorder history;
    private final Map<Member, RecordingJournal> journals = new LinkedHashMap<>();

    public SimulatedMeeting(World world, Architecture architecture, Mechanisms mechanisms, Team team) {
        this(world, architecture, mechanisms, team, List.of(), List.of());
    }

    /**
     * As the other one.
     *
     * @param newcomers who does not belong to some channel before the workload begins
     * @param leavers who does not belong to some channel when the workload is over
     */
    SimulatedMeeting(
            World world,
            Architecture architecture,
            Mechanisms mechanisms,
            Team team,
            List<Newcomer> newcomers,
            List<Leaver> leavers) {
        this.world = world;
        this.architecture = architecture;
        this.mechanisms = mechanisms;
        this.team = team;
        this.newcomers = newcomers;
        this.leavers = leavers;
        this.history = new HistoryRecorder(() -> world.now().toNanos() / 1_000);
    }

    public HistoryRecorder history() {
        return history;
    }

    /** What each member is shown. */
    Collection<RecordingJournal> screens() {
        return journals.values();
    }

    /**
     * Starts nodes and clients, and waits until everybody is connected.
     *
     * @param around who listens to a member's client, beside the history
     */
    public SimulatedSystem setUp(BiFunction<Member, Journal, Journal> around) {
        Map<Member, Journal> seats = new LinkedHashMap<>();
        for (var member : team.members()) {
            team.channels().stream()
                    .filter(channel -> !isNew(member, channel))
                    .forEach(channel -> history.joined(member.name(), channel.name()));
            var journal = new RecordingJournal(history, team, member);
            journals.put(member, journal);
            seats.put(member, around.apply(member, journal));
        }
        return SimulatedSystem.setUp(world, architecture, mechanisms, seats, this::enterInto);
    }

    private boolean isNew(Member member, Channel channel) {
        return newcomers.stream()
                .anyMatch(newcomer ->
                        newcomer.member().equals(member) && newcomer.channel().equals(channel));
    }

    private void enterInto(Directory directory) {
        team.enterInto(directory);
        newcomers.forEach(newcomer -> directory.leave(
                newcomer.member().user().id(), newcomer.channel().id()));
    }

    /**
     * Ends the faults, waits for recovery, has a last message go round, reads the store, and judges.
     *
     * @param noteFaults to be called when all is over that can be struck: puts the faults into the history, and looks at
     *     what is of interest then
     */
    public SimulatedOutcome end(SimulatedSystem system, Runnable noteFaults) {
        history.faultsEnded(RECOVERY_BOUND.toNanos() / 1_000);
        var recovery = system.recover(RECOVERY_BOUND);
        noteFaults.run();
        var hasRecovered = recovery.compareTo(RECOVERY_BOUND) <= 0 && closes(system);
        if (hasRecovered) {
            history.quiet();
        }
        world.<Boolean>probe(host -> {
            StoreReader.read(host.messages(), team, history);
            return true;
        });
        var recorded = history.history();
        return new SimulatedOutcome(
                recorded, Promises.check(recorded), Map.of(), hasRecovered, world.report(), world.trace());
    }

    /** A last message per channel, when all is well again: who sees it has seen what came before. */
    private boolean closes(SimulatedSystem system) {
        for (var channel : team.channels()) {
            var id = new ClientMessageId(CLOSING + channel.name());
            system.script(stayingIn(channel).getFirst(), (client, _) -> client.post(channel.id(), "closing", id));
        }
        return world.settle() == Ending.QUIET && team.channels().stream().allMatch(this::isClosed) && allRead(system);
    }

    private boolean isClosed(Channel channel) {
        return stayingIn(channel).stream()
                .allMatch(member -> Objects.requireNonNull(journals.get(member))
                        .sighting(CLOSING + channel.name())
                        .isDone());
    }

    private List<Member> stayingIn(Channel channel) {
        return team.members().stream()
                .filter(member -> !leavers.contains(new Leaver(member, channel)))
                .toList();
    }

    /** Everybody looks at every channel once more. */
    private boolean allRead(SimulatedSystem system) {
        for (var member : team.members()) {
            system.script(member, (client, _) -> team.channels().forEach(channel -> client.read(channel.id())));
        }
        return world.settle() == Ending.QUIET;
    }
}
