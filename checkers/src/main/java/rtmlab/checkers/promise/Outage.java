package rtmlab.checkers.promise;

import java.util.LinkedHashMap;
import java.util.Map;

/** Who was out of touch with the system after the faults had ended, and for how long. */
final class Outage {
    private long endedMicros = Long.MAX_VALUE;

    // Since when each member that is away has been away: the place in the history, and the moment.
    private final Map<String, Gone> away = new LinkedHashMap<>();
    private final Map<String, Gone> longest = new LinkedHashMap<>();

    private record Gone(int at, long sinceMicros, long forMicros) {}

    void faultsEnded(long atMicros) {
        endedMicros = atMicros;
        longest.clear();
    }

    void lost(String member, int at, long atMicros) {
        away.putIfAbsent(member, new Gone(at, atMicros, 0));
    }

    void connected(String member, long atMicros) {
        var gone = away.remove(member);
        if (gone != null && atMicros > endedMicros) {
            longest.merge(
                    member, until(gone, atMicros), (one, other) -> one.forMicros >= other.forMicros ? one : other);
        }
    }

    /** Answers where those were lost who were away for longer than this after the faults, by member. */
    Map<String, Integer> lasting(long micros, long recordedUntil) {
        Map<String, Integer> lasting = new LinkedHashMap<>();
        longest.forEach((member, gone) -> {
            if (gone.forMicros > micros) {
                lasting.put(member, gone.at);
            }
        });
        away.forEach((member, gone) -> {
            if (until(gone, recordedUntil).forMicros > micros) {
                lasting.putIfAbsent(member, gone.at);
            }
        });
        return lasting;
    }

    /** Tells whether somebody is still away. */
    boolean isOpen() {
        return !away.isEmpty();
    }

    private Gone until(Gone gone, long micros) {
        return new Gone(gone.at, gone.sinceMicros, micros - Math.max(endedMicros, gone.sinceMicros));
    }
}
