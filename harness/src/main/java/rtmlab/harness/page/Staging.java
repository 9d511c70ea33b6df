package rtmlab.harness.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.World;

/**
 * What the page asks to be run: an architecture, which of its mechanisms are on, who says how much, and what goes wrong.
 *
 * @param mechanisms by name; without any mention, as the architecture has them by default
 * @param reads whether members read the channel's history in the middle of it all
 * @param faults such as {@code crash after web-app-1: log append #1}
 */
record Staging(
        String architecture,
        @Nullable List<String> mechanisms,
        int members,
        int channels,
        int messages,
        @Nullable Boolean reads,
        @Nullable List<String> faults) {

    /** More than this no longer fits a screen. */
    private static final Workload LARGEST = new Workload(5, 3, 12);

    private static final int MOST_FAULTS = 20;

    /** All stand in one place: distances would be one thing more to understand. */
    static final int REGIONS = 1;

    /** Three people say five things, and nothing goes wrong. */
    static Staging calm(String architecture) {
        return new Staging(architecture, null, 3, 1, 5, null, null);
    }

    /** Throws {@link IllegalArgumentException} with a sentence for the user when this cannot be staged. */
    Exploration exploration(Map<String, Architecture> architectures) {
        @Nullable Architecture chosen = architectures.get(architecture);
        if (chosen == null) {
            throw new IllegalArgumentException(
                    "there is no architecture \"" + architecture + "\": choose one of " + architectures.keySet());
        }
        requireAtMost("members", members, LARGEST.members());
        requireAtMost("channels", channels, LARGEST.channels());
        requireAtMost("messages", messages, LARGEST.messages());
        var on = mechanisms == null
                ? Mechanisms.defaultsOf(chosen)
                : new Mechanisms(List.of()).with(chosen, List.copyOf(mechanisms));
        return new Exploration(chosen, on, new Workload(members, channels, messages, hasReads()), Faults.ALL, REGIONS);
    }

    /** The choices of a run in which just these faults happen. */
    Choices choices() {
        return Choices.named(departures());
    }

    /** Which of the faults never came, since the run took another course. */
    List<String> neverCame(Choices made) {
        var came = made.departures();
        return departures().stream()
                .filter(departure -> !came.contains(departure))
                .map(Departure::toString)
                .toList();
    }

    private List<Departure> departures() {
        if (faults == null) {
            return List.of();
        }
        requireAtMost("faults", faults.size(), MOST_FAULTS);
        var departures = faults.stream().map(Departure::parse).toList();
        for (var departure : departures) {
            if (!World.canHappen(departure.option())) {
                throw new IllegalArgumentException("\"" + departure.option() + "\" is nothing that can happen");
            }
        }
        return departures;
    }

    private boolean hasReads() {
        return reads != null && reads;
    }

    /** The workload in a story's words. */
    Map<String, String> workloadWords() {
        var words = new LinkedHashMap<String, String>();
        words.put("members", Integer.toString(members));
        words.put("channels", Integer.toString(channels));
        words.put("messages", Integer.toString(messages));
        words.put("reads", hasReads() ? "yes" : "no");
        words.put("regions", Integer.toString(REGIONS));
        words.put("faults", "all");
        return words;
    }

    private static void requireAtMost(String what, int number, int most) {
        if (number > most) {
            throw new IllegalArgumentException("at most " + most + " " + what + " fit the page, not " + number);
        }
    }
}
