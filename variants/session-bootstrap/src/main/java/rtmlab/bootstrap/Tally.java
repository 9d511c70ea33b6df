package rtmlab.bootstrap;

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
                oldestUsersMillis);
    }
}
