package rtmlab.harness.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a storm: everybody dropped, and came back.
 *
 * @param clients how many there are; each has a WebSocket, and catches up by itself
 * @param bootMillis how long a client took to be online when nobody else wanted to, at the median
 * @param queries what the database saw of it, by its own count of transactions, less what it sees in the same time when
 *     nothing happens; where clients were not back in time, what it had seen shortly after
 * @param requests what clients asked of whom, by role and path, and what a Flannel asked of the web app
 * @param back after how many milliseconds from the first drop each client was online again, in that order; those that
 *     were not in time are lacking
 * @param nodesMegabytes what all nodes together had in memory after it
 * @param flannelBytesPerSession what a session more takes of a Flannel's heap; -1 where that was not measured
 */
public record Storm(
        Plan plan,
        int clients,
        double bootMillis,
        long queries,
        Map<String, Long> requests,
        List<Long> back,
        long nodesMegabytes,
        long flannelBytesPerSession) {

    /** Requests of the web app by a Flannel, among {@link #requests()}. */
    static final String BY_FLANNEL = "web-app, asked by a Flannel";

    private static final String HISTORY = "web-app /api/conversations.history";

    public Storm {
        if (clients < 1) {
            throw new IllegalArgumentException("a storm has at least one client, not " + clients);
        }
        back = List.copyOf(back);
    }

    /**
     * How it strikes.
     *
     * @param spread over which time they drop, each at a time of its own; {@link Duration#ZERO} for all at once
     * @param catchesUp whether a client that is back reads what it missed, channel by channel
     * @param limit for so long it is watched
     */
    public record Plan(Duration spread, boolean catchesUp, Duration limit) {

        /** In a few words. */
        public String words() {
            return (spread.isZero() ? "at once" : "over " + spread.toSeconds() + " s")
                    + (catchesUp ? "" : ", nothing caught up");
        }
    }

    /** After how many milliseconds so many percent of the clients were online again; -1 when they never were. */
    public long millisUntil(int percent) {
        var wanted = (int) Math.ceil(clients * percent / 100.0);
        return wanted > back.size() ? -1 : back.get(Math.max(0, wanted - 1));
    }

    /** Whether all clients were back in time; where they were not, there was more to come than was counted. */
    public boolean isOver() {
        return back.size() >= clients;
    }

    /** How many requests the web app got. */
    public long webAppRequests() {
        return requests.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("web-app"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How many of them were to read what was missed. */
    public long historyRequests() {
        return requests.getOrDefault(HISTORY, 0L);
    }
}
