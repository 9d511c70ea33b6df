package rtmlab.labs;

import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.labs.Result.FailingStory;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/** Simulated runs in which members do what no workload has them do; they leave a fingerprint, and each can be told. */
public final class ScriptedRuns {

    private final Architecture architecture;
    private final Team team;
    private final Faults faults;
    private final Script script;
    private final Fingerprint fingerprint = new Fingerprint();

    /** What the members of a team do. */
    @FunctionalInterface
    public interface Script {

        /** To be put on the members' clients; all of it begins at the same time. */
        void enter(SimulatedSystem system, Team team);
    }

    public ScriptedRuns(Architecture architecture, Team team, Faults faults, Script script) {
        this.architecture = architecture;
        this.team = team;
        this.faults = faults;
        this.script = script;
    }

    /** One run with these choices, remembered in full. */
    public SimulatedOutcome with(Choices choices) {
        var on = Mechanisms.defaultsOf(architecture);
        var settings = Settings.DEFAULT.withPartitions(1).withMishaps(faults.mishaps(architecture, on));
        try (var world = World.recording(settings, choices)) {
            var meeting = new SimulatedMeeting(world, architecture, on, team);
            var system = meeting.setUp((_, journal) -> journal);
            script.enter(system, team);
            system.work();
            return fingerprint.noted(meeting.end(system, () -> {}));
        }
    }

    /** Of all runs so far, with everything that happened in them. */
    public String fingerprint() {
        return fingerprint.text();
    }

    /** A run told and laid out; it cannot be run again from a file. */
    public FailingStory story(SimulatedOutcome outcome, String promise) {
        return FailingStory.of(outcome, promise, team, architecture);
    }
}
