package rtmlab.harness.experiment;

import java.util.ArrayList;
import java.util.List;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.FlowStep;
import rtmlab.protocol.variant.HeldWork;

/** One thing that is done to an architecture while messages are on their way. */
public sealed interface Experiment {

    /** In a few words: {@code crash after ack}. */
    String label();

    /** A fault at a step of the message's way. */
    record AtStep(FlowFault fault) implements Experiment {
        @Override
        public String label() {
            return fault.label();
        }
    }

    /** A kill from outside of a node that holds work. */
    record Kill(HeldWork held) implements Experiment {
        @Override
        public String label() {
            return held.label();
        }
    }

    /** What the simulated world has found: a workload, and the faults that broke a promise there. */
    record Replay(String promise, Workload workload, List<CrashPoint> faults) implements Experiment {
        public Replay {
            faults = List.copyOf(faults);
        }

        @Override
        public String label() {
            return "replay of " + promise;
        }
    }

    /** Everything that is tried: a crash before and after each step, each answer lost, each holder of work killed. */
    static List<Experiment> allFor(Architecture architecture) {
        var all = new ArrayList<Experiment>();
        for (FlowStep step : architecture.sendFlow()) {
            all.add(new AtStep(new FlowFault(step, Fault.CRASH_BEFORE)));
            all.add(new AtStep(new FlowFault(step, Fault.CRASH_AFTER)));
        }
        architecture.lostAnswers().forEach(fault -> all.add(new AtStep(fault)));
        architecture.heldWork().forEach(held -> all.add(new Kill(held)));
        return all;
    }
}
