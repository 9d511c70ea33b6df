package rtmlab.harness.simulated;

import rtmlab.checkers.history.Event.Fault;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;

/** What befalls a simulated run, in the words of a history. */
public final class FaultWords {

    private FaultWords() {}

    static Fault of(Departure departure, long atMicros) {
        var step = departure.subject() + " #" + departure.occurrence();
        var colon = step.indexOf(": ");
        var node = colon < 0 ? departure.subject() : step.substring(0, colon);
        return new Fault(atMicros, kind(departure.option()), node, step, true);
    }

    private static Fault.Kind kind(String option) {
        return Mishap.of(option).map(FaultWords::kind).orElse(Fault.Kind.OTHER);
    }

    public static Fault.Kind kind(Mishap mishap) {
        return switch (mishap) {
            case CRASH_BEFORE, CLOCK_SET_BACK -> Fault.Kind.CRASH_BEFORE;
            case CRASH_AFTER -> Fault.Kind.CRASH_AFTER;
            case LOSE_REPLY -> Fault.Kind.LOST_REPLY;
            case FAIL -> Fault.Kind.FAILED_CALL;
            case PAUSE -> Fault.Kind.PAUSE;
            case PARTITION, ONE_WAY_PARTITION -> Fault.Kind.PARTITION;
            case NONE,
                    DELAY,
                    DELAY_REPLY,
                    LOSE,
                    OVERDUE,
                    SERVER_RESTART,
                    RESTART_WITHOUT_MEMORY,
                    REDIS_FULL,
                    UNCLEAN_ELECTION,
                    REFUSAL -> Fault.Kind.OTHER;
        };
    }
}
