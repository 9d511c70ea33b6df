package rtmlab.checkers.promise;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

/** The verdicts on one history, as {@code check --json} answers them. */
public record Report(Map<String, Verdict> verdicts, long operations, long elapsedMs) {
    private static final JsonFactory JSON = new JsonFactory();

    public Report {
        verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
    }

    /** One word for all promises: broken if one is, else undecided if one is, else kept. */
    public String verdict() {
        if (verdicts.values().stream().anyMatch(Broken.class::isInstance)) {
            return "broken";
        }
        boolean allKept = !verdicts.isEmpty() && verdicts.values().stream().allMatch(Kept.class::isInstance);
        return allKept ? "kept" : "undecided";
    }

    /**
     * Writes one JSON object: {@code verdict}, {@code promises}, {@code operations}, {@code elapsedMs}.
     *
     * <p>A promise has its {@code verdict} and its {@code witness}, which is null unless it is broken; beside them
     * stands {@code evidence} if it is kept, or {@code why} if it is undecided.
     */
    public String toJson() {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("verdict", verdict());
            json.writeObjectFieldStart("promises");
            for (var entry : verdicts.entrySet()) {
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("verdict", entry.getValue().word());
                switch (entry.getValue()) {
                    case Broken broken -> json.writeStringField("witness", broken.witness());
                    case Kept(var evidence) -> {
                        json.writeNullField("witness");
                        json.writeStringField("evidence", evidence);
                    }
                    case Undecided(var why) -> {
                        json.writeNullField("witness");
                        json.writeStringField("why", why);
                    }
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeNumberField("operations", operations);
            json.writeNumberField("elapsedMs", elapsedMs);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
