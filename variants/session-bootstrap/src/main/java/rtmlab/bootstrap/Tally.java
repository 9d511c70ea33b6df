package rtmlab.bootstrap;

import java.time.Duration;
import java.time.Instant;
import rtmlab.protocol.api.EdgeApi.Figures;

/** What a Flannel has done since it was started. */
final class Tally {

    long boots;
    long resumed;
    long originCalls;
    long coalesced;
    long refused;
    long catchUpsFromMemory;
    long catchUpsFromOrigin;
    long prefetched;
    long evicted;
    private long stalestAnswerMillis;

    /** An answer was given from data that was read at that time. */
    void answeredFrom(Instant asOf, Instant now) {
        stalestAnswerMillis =
                Math.max(stalestAnswerMillis, Duration.between(asOf, now).toMillis());
    }

    Figures figures(int sessions, int parked, int users, int memberships, long oldestUsersMillis) {
        return new Figures(
                sessions,
                parked,
                boots,
                resumed,
                originCalls,
                coalesced,
                refused,
                catchUpsFromMemory,
                catchUpsFromOrigin,
                prefetched,
                users,
                memberships,
                oldestUsersMillis,
                stalestAnswerMillis,
                evicted);
    }
}
