package rtmlab.harness.scenario;

import rtmlab.checkers.history.Event.Fault;

/** A fault that strikes at a moment, in the words of a history. */
record TimedFaultWords(Fault.Kind kind, String target, String detail) {

    static TimedFaultWords of(PlannedFault.Timed fault) {
        return switch (fault) {
            case PlannedFault.Kill kill -> new TimedFaultWords(Fault.Kind.KILL, kill.target(), "");
            case PlannedFault.Stop stop -> new TimedFaultWords(Fault.Kind.KILL, stop.target(), "asked to end");
            case PlannedFault.Pause pause -> new TimedFaultWords(Fault.Kind.PAUSE, pause.target(), "");
            case PlannedFault.Partition partition ->
                new TimedFaultWords(Fault.Kind.PARTITION, partition.one(), "from " + partition.other());
            case PlannedFault.Delay delay -> new TimedFaultWords(Fault.Kind.OTHER, delay.one(), delay.label());
            case PlannedFault.Slow slow -> new TimedFaultWords(Fault.Kind.OTHER, slow.server(), slow.label());
            case PlannedFault.Fill fill -> new TimedFaultWords(Fault.Kind.OTHER, fill.target(), fill.label());
            case PlannedFault.Disconnect disconnect ->
                new TimedFaultWords(Fault.Kind.OTHER, disconnect.user(), disconnect.label());
        };
    }
}
