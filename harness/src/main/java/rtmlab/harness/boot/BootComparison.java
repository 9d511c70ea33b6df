package rtmlab.harness.boot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about the ways in which sessions can start, with one architecture.
 *
 * @param payloads of teams of several sizes, with one of {@link #users} among them
 * @param documentedToBreak whether the architecture itself is documented to break the seam
 */
public record BootComparison(
        String architecture,
        int users,
        int clients,
        List<Payloads> payloads,
        boolean documentedToBreak,
        List<Row> rows) {

    /** Slack's Flannel answered most of what came; the origin has to be spared this many times the queries. */
    public static final double QUERIES_GOAL = 50;

    private static final String RTM_START = "rtm-start";
    private static final String FLANNEL = "flannel";

    public BootComparison {
        payloads = List.copyOf(payloads);
        rows = List.copyOf(rows);
    }

    /**
     * Everything about one way.
     *
     * @param staleness how far behind what it answers from memory is; empty where nothing is kept
     */
    public record Row(
            String bootstrap,
            BootQueries queries,
            Seam seam,
            List<FirstScreen> firstScreens,
            Optional<Staleness> staleness,
            List<Storm> storms) {

        public Row {
            firstScreens = List.copyOf(firstScreens);
            storms = List.copyOf(storms);
        }

        /** The same, with these storms. */
        public Row with(List<Storm> struck) {
            return new Row(bootstrap, queries, seam, firstScreens, staleness, struck);
        }

        /** The storm of this plan, if it was made. */
        public Optional<Storm> storm(String planWords) {
            return storms.stream()
                    .filter(storm -> storm.plan().words().equals(planWords))
                    .findFirst();
        }
    }

    /** The storms that were made of any of them, in a few words each. */
    public List<String> plans() {
        return rows.stream()
                .flatMap(row -> row.storms().stream())
                .map(storm -> storm.plan().words())
                .distinct()
                .toList();
    }

    /** What a client of the compared team is sent until its first screen. */
    public Payloads.Size payload(String bootstrap) {
        return payload(
                payloads.stream()
                        .filter(payload -> payload.users() == users)
                        .findFirst()
                        .orElseThrow(),
                bootstrap);
    }

    /** As {@link #payload(String)}, of a team of another size. */
    public static Payloads.Size payload(Payloads payloads, String bootstrap) {
        var sizes = Map.of(RTM_START, payloads.rtmStart(), "lazy", payloads.lazy(), FLANNEL, payloads.flannel());
        var size = sizes.get(bootstrap);
        if (size == null) {
            throw new IllegalArgumentException("nobody has counted what " + bootstrap + " sends");
        }
        return size;
    }

    /**
     * What Flannel spares the database in a storm.
     *
     * @param times fewer queries than with rtm.start
     * @param isAtLeast whether rtm.start's clients were not all back when its queries were counted: there were more to come
     */
    public record Saving(double times, boolean isAtLeast) {

        public String words() {
            return "%s%,.0f times fewer".formatted(isAtLeast ? "at least " : "", times);
        }
    }

    /** Empty where it is unknown: one of the two was not struck, or Flannel's clients were not all back. */
    public Optional<Saving> saving(String planWords) {
        var rtmStart = stormOf(RTM_START, planWords);
        var flannel = stormOf(FLANNEL, planWords).filter(Storm::isOver);
        return rtmStart.flatMap(all ->
                flannel.map(few -> new Saving((double) all.queries() / Math.max(1, few.queries()), !all.isOver())));
    }

    private Optional<Storm> stormOf(String bootstrap, String planWords) {
        return rows.stream()
                .filter(row -> row.bootstrap().equals(bootstrap))
                .findFirst()
                .flatMap(row -> row.storm(planWords));
    }

    /** Whether in every storm the database was spared as it should, and with Flannel everybody came back. */
    public boolean isSpared() {
        return plans().stream().allMatch(plan -> saving(plan).map(Saving::times).orElse(QUERIES_GOAL) >= QUERIES_GOAL)
                && rows.stream()
                        .filter(row -> row.bootstrap().equals(FLANNEL))
                        .flatMap(row -> row.storms().stream())
                        .allMatch(Storm::isOver);
    }

    /** Whether nothing that is answered from memory is older than it may be. */
    public boolean isStalenessBounded() {
        return rows.stream().flatMap(row -> row.staleness().stream()).allMatch(Staleness::isBounded);
    }

    /** Whether each seam is as the architecture documents it: where it breaks some, one that held in a sample is no news. */
    public boolean isSeamAsDocumented() {
        return rows.stream()
                .map(row -> row.seam().verdict())
                .allMatch(verdict -> verdict.equals("kept") || (documentedToBreak && verdict.equals("broken")));
    }
}
