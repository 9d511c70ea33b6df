package rtmlab.harness.simulated;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;

/** What has really gone wrong in the runs of an exploration, and how often: a promise that nothing struck at is not kept. */
public final class Struck {

    private static final String NO_MEMORY = Mishap.RESTART_WITHOUT_MEMORY.words();

    private static final Map<String, String> SERVERS = Map.of(
            "log", "Kafka",
            "jobs", "Kafka",
            "redis", "Redis",
            "store", "PostgreSQL",
            "directory", "PostgreSQL",
            "search", "PostgreSQL",
            "notifications", "PostgreSQL",
            "registry", "PostgreSQL");

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** Counts what befell one run; may be called by several threads. */
    void count(List<Departure> departures) {
        departures.forEach(departure ->
                counts.computeIfAbsent(words(departure), _ -> new LongAdder()).increment());
    }

    /** How often, by what it was and whom it befell: {@code crash of worker}, {@code server restart of Kafka}. */
    public SortedMap<String, Long> counts() {
        var sorted = new TreeMap<String, Long>();
        counts.forEach((words, count) -> sorted.put(words, count.sum()));
        return sorted;
    }

    private static String words(Departure departure) {
        var colon = departure.subject().indexOf(": ");
        var node = colon < 0 ? departure.subject() : departure.subject().substring(0, colon);
        var call = colon < 0 ? "" : departure.subject().substring(colon + 2);
        var option = departure.option();
        if (option.equals(NO_MEMORY)) {
            return "restart without memory of Redis";
        }
        if (option.equals(Mishap.SERVER_RESTART.words())) {
            return "restart of " + SERVERS.getOrDefault(call.split(" ", 2)[0], "a server");
        }
        var kind = option.startsWith("crash") ? "crash" : option.replaceFirst(" (at|of|after|before)$", "");
        return kind + " of " + node.replaceFirst("-[0-9]+$", "");
    }
}
