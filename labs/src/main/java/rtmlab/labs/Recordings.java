package rtmlab.labs;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.JsonLines;

/** What clients noted in runs of {@code ./rtm run SCENARIO --real}: on real processes, Kafka, Redis and PostgreSQL. */
public final class Recordings {

    private Recordings() {}

    /** The second architecture's, while faults struck: every promise was kept. */
    public static List<History> kept() {
        return List.of(
                read("postgres-restart-updated"),
                read("partition-between-nodes-updated"),
                read("ring-manager-dies-updated"));
    }

    /** The first architecture's, with the patches left out: members were told "sent" of what was never stored. */
    public static List<History> lost() {
        return List.of(
                read("postgres-restart-initial"),
                read("partition-between-nodes-initial"),
                read("web-app-down-and-still-yes-initial"));
    }

    private static History read(String name) {
        var resource = "recorded/" + name + ".jsonl";
        try (var in = Objects.requireNonNull(Recordings.class.getResourceAsStream(resource), resource)) {
            return JsonLines.read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
