package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rtmlab.protocol.Regions;

/**
 * Who says what, what goes wrong when, and which promises each variant is expected to keep.
 *
 * @param about in a sentence
 * @param replicas how many processes of a role there are, where that is not as the architecture has it
 * @param regions where users and processes stand that are not at home
 * @param expectations by variant, as it is written on the command line
 * @param untested promises that this workload puts to no test, in any variant
 */
public record Scenario(
        Place place,
        String name,
        String about,
        List<String> users,
        List<String> channels,
        Map<String, Integer> replicas,
        Regions regions,
        Talk talk,
        NetworkTimes network,
        List<PlannedFault> faults,
        Map<String, Expectation> expectations,
        Set<String> untested) {

    public Scenario {
        users = List.copyOf(users);
        channels = List.copyOf(channels);
        replicas = new LinkedHashMap<>(replicas);
        faults = List.copyOf(faults);
        expectations = new LinkedHashMap<>(expectations);
        untested = new LinkedHashSet<>(untested);
    }

    /** Why real processes cannot be put through it, in a sentence; empty where they can. */
    public Optional<String> whyOnlySimulated() {
        return faults.stream()
                .filter(PlannedFault.AtStep.class::isInstance)
                .map(PlannedFault.AtStep.class::cast)
                .filter(fault -> fault.mishap().fault().isEmpty())
                .findFirst()
                .map(fault -> fault.place() + ": \"" + fault.label() + "\" happens in the simulated world alone");
    }

    /**
     * The workload. Messages go round among the speakers and the channels.
     *
     * @param every between one speaker's bursts; none: one burst follows the other as soon as that is known
     * @param burst how many messages a speaker sends at once
     * @param sendAgain how often a user sends a message again, under the same id, that was not acknowledged
     */
    public record Talk(
            int messages,
            List<String> speakers,
            Duration every,
            int burst,
            int sendAgain,
            Reads reads,
            Reconnects reconnects) {

        public Talk {
            speakers = List.copyOf(speakers);
        }
    }

    /** When speakers read a channel's history: never, when they have said all, or after each message. */
    public enum Reads {
        NONE,
        LAST,
        EACH
    }

    /** Clients that drop their connection now and then, one after the other. */
    public record Reconnects(List<String> users, int times, Duration every) {

        public static final Reconnects NONE = new Reconnects(List.of(), 0, Duration.ZERO);

        public Reconnects {
            users = List.copyOf(users);
        }
    }

    /** One way from node to node, one way to a server, and a caller's patience, in the simulated world. */
    public record NetworkTimes(Duration latency, Duration serverLatency, Duration timeout) {

        public static final NetworkTimes USUAL =
                new NetworkTimes(Duration.ofNanos(300_000), Duration.ofNanos(200_000), Duration.ofSeconds(5));
    }

    /** Where a scenario is run. */
    public enum World {
        SIMULATED,
        REAL
    }

    /**
     * What a variant is expected to come to.
     *
     * @param broken certainly
     * @param mayBreak these may be broken, kept or undecided: it depends on the seed
     * @param undecided certainly
     * @param realMayDiffer these are as above in the simulated world, and anything on real processes
     */
    public record Expectation(
            Set<String> broken, Set<String> mayBreak, Set<String> undecided, RealMayDiffer realMayDiffer) {

        public Expectation {
            broken = new LinkedHashSet<>(broken);
            mayBreak = new LinkedHashSet<>(mayBreak);
            undecided = new LinkedHashSet<>(undecided);
        }

        /** In words: {@code broken}, {@code kept}, {@code undecided} or {@code any}. */
        public String of(String promise, World world) {
            if (world == World.REAL && realMayDiffer.promises().contains(promise)) {
                return "any";
            }
            if (broken.contains(promise)) {
                return "broken";
            }
            if (mayBreak.contains(promise)) {
                return "any";
            }
            return undecided.contains(promise) ? "undecided" : "kept";
        }
    }

    /**
     * What real processes cannot be held to.
     *
     * @param because why, in words that are shown to whoever runs it there
     */
    public record RealMayDiffer(Set<String> promises, String because) {

        public static final RealMayDiffer NOWHERE = new RealMayDiffer(Set.of(), "");

        public RealMayDiffer {
            promises = new LinkedHashSet<>(promises);
        }

        public String sentence() {
            return String.join(", ", promises) + ": " + because;
        }
    }
}
