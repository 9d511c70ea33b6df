package rtmlab.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.harness.cli.StoryFile;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Telling;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Happening.Kind;

/**
 * A run in the simulated world as a sequence diagram in Mermaid: {@code ARCHITECTURE} is the calm run in which one of two
 * members says something, {@code FILE.story} the run of that story; behind it may stand {@code leaves out "WORDS",
 * "WORDS"}: calls of which "node: call" holds these words; and {@code ends after "WORDS"}: the first line with these is the
 * last one.
 */
final class SequenceDiagram {

    private static final Pattern FORM =
            Pattern.compile("(?<run>\\S+)(?: leaves out (?<out>\".*?\"))?(?: ends after \"(?<last>[^\"]+)\")?");

    /** Calls that stay with the server until it has something for them. */
    private static final Map<String, String> WAITING =
            Map.of("log read", "the record", "jobs read", "the job", "redis take", "the job", "redis brpop", "the job");

    private static final Map<String, String> SERVERS = Map.of(
            "log", "kafka",
            "jobs", "kafka",
            "redis", "redis",
            "store", "postgres",
            "directory", "postgres",
            "search", "postgres",
            "registry", "postgres",
            "notifications", "postgres");

    /** Who looks at the store in the end is no part of the system. */
    private static final String PROBE = "probe";

    private final SimulatedOutcome outcome;
    private final List<String> leftOut;
    private final Optional<String> last;
    private final Map<String, String> lastCalls = new HashMap<>();
    private final Map<Integer, String> receivers = new HashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private SequenceDiagram(SimulatedOutcome outcome, List<String> leftOut, Optional<String> last) {
        this.outcome = outcome;
        this.leftOut = leftOut;
        this.last = last;
        outcome.trace().stream()
                .filter(happening -> happening.kind() == Kind.ARRIVED)
                .forEach(happening -> receivers.put(happening.message(), happening.where()));
    }

    static List<String> lines(String words) {
        var form = FORM.matcher(words);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a sequence is ARCHITECTURE or FILE.story, leaves out \"WORDS\", ends after \"WORDS\", not "
                            + words);
        }
        @Nullable String out = form.group("out");
        var leftOut = out == null
                ? List.<String>of()
                : Arrays.stream(out.split(", ", -1))
                        .map(quoted -> quoted.substring(1, quoted.length() - 1))
                        .toList();
        var last = Optional.ofNullable(form.group("last"));
        var run = form.group("run");
        return run.endsWith(".story") ? ofStory(run, leftOut, last) : calm(run, leftOut, last);
    }

    private static List<String> calm(String name, List<String> leftOut, Optional<String> last) {
        var architecture = Variants.named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no architecture " + name));
        var exploration = new Exploration(
                architecture, Mechanisms.defaultsOf(architecture), new Workload(2, 1, 1).withoutReads(), Faults.STEPS);
        return new SequenceDiagram(exploration.record(Choices.calm()), leftOut, last).draw("", Optional.empty());
    }

    private static List<String> ofStory(String path, List<String> leftOut, Optional<String> last) {
        var file = StoryFile.read(Page.HOME.resolve(path));
        var promise = file.story().promise();
        var outcome = file.exploration().record(file.story().choices());
        var witness = Optional.ofNullable(outcome.brokenAndTroubles().get(promise));
        return new SequenceDiagram(outcome, leftOut, last).draw(promise, witness);
    }

    private List<String> draw(String promise, Optional<String> witness) {
        var happenings = workload();
        var begin = happenings.getFirst().micros();
        var end = happenings.getLast().micros();
        var events = outcome.history().events().stream()
                .filter(event -> event.atMicros() >= begin && event.atMicros() <= end)
                .toList();
        events.forEach(this::appears);
        var next = 0;
        for (var event : events) {
            while (next < happenings.size() && happenings.get(next).micros() < event.atMicros()) {
                draw(happenings.get(next++));
            }
            draw(event);
        }
        while (next < happenings.size()) {
            draw(happenings.get(next++));
        }
        var drawn = upToTheLast();
        var diagram = new ArrayList<String>();
        diagram.add("sequenceDiagram");
        var participants = new ArrayList<String>();
        aliases.forEach((name, alias) -> {
            if (drawn.stream().anyMatch(line -> line.matches(".*\\b" + alias + "\\b.*"))) {
                participants.add(alias);
                diagram.add("  participant " + alias + (alias.equals(name) ? "" : " as " + name));
            }
        });
        diagram.addAll(drawn);
        witness.ifPresent(sentence -> diagram.add("  Note over %s,%s: %s broken: %s"
                .formatted(participants.getFirst(), participants.getLast(), promise, plain(sentence))));
        return diagram;
    }

    private List<String> upToTheLast() {
        if (last.isEmpty()) {
            return lines;
        }
        for (var at = 0; at < lines.size(); at++) {
            if (lines.get(at).contains(last.get())) {
                return lines.subList(0, at + 1);
            }
        }
        throw new IllegalArgumentException("no line of this sequence has \"" + last.get() + "\"");
    }

    /** From the beginning of the workload to that of the recovery. */
    private List<Happening> workload() {
        var all = new Telling(outcome, "").workload();
        var recovery = all.stream()
                .skip(1)
                .filter(happening -> happening.kind() == Kind.PHASE)
                .findFirst();
        return all.subList(1, recovery.map(all::indexOf).orElse(all.size())).stream()
                .filter(happening -> !happening.where().startsWith(PROBE))
                .toList();
    }

    private void appears(Event event) {
        if (event instanceof Event.Submitted submitted) {
            alias(submitted.member());
        }
    }

    private void draw(Event event) {
        switch (event) {
            case Event.Acknowledged told -> note(told.member(), "told that it is sent");
            case Event.Refused told -> note(told.member(), "told that it is not sent");
            case Event.Unknown told -> note(told.member(), "does not learn whether it is sent");
            default -> {}
        }
    }

    private void draw(Happening happening) {
        switch (happening.kind()) {
            case SENT -> drawSent(happening);
            case RETURNED -> drawReturned(happening);
            case STEP -> lastCalls.put(happening.where(), happening.what());
            case MISHAP ->
                note(happening.where(), happening.what() + " " + lastCalls.getOrDefault(happening.where(), "a step"));
            case CRASHED -> note(happening.where(), "dead, its memory is gone");
            case STARTED -> note(happening.where(), "starts again");
            default -> {}
        }
    }

    private void drawSent(Happening sent) {
        var to = receivers.get(sent.message());
        if (isLeftOut(sent) || WAITING.containsKey(sent.what())) {
            return;
        }
        var arrow = sent.what().startsWith("http answer") ? "-->>" : "->>";
        var label = label(sent);
        if (to == null) {
            note(sent.where(), label + " never arrives");
        } else {
            arrow(sent.where(), arrow, to, label);
        }
    }

    /** A server's answer; that of a node comes as a message of its own. */
    private void drawReturned(Happening returned) {
        var server = SERVERS.get(returned.what().split(" ", -1)[0]);
        if (server == null || isLeftOut(returned)) {
            return;
        }
        var waitedFor = WAITING.get(returned.what());
        if (waitedFor == null) {
            arrow(server, "-->>", returned.where(), returned.what().endsWith("append") ? "acknowledged" : "done");
        } else if (!List.of().equals(returned.detail())) {
            arrow(server, "-->>", returned.where(), waitedFor);
        }
    }

    private boolean isLeftOut(Happening happening) {
        var call = happening.where() + ": " + happening.what();
        return leftOut.stream().anyMatch(call::contains);
    }

    private void arrow(String from, String arrow, String to, String label) {
        lines.add("  " + alias(from) + arrow + alias(to) + ": " + label);
    }

    private void note(String where, String words) {
        lines.add("  Note over " + alias(where) + ": " + words);
    }

    private static String label(Happening sent) {
        var words = sent.what().split(" ", -1);
        return switch (words[0]) {
            case "http" -> words[1].equals("answer") ? "answer" : words[1] + " " + lastOf(words);
            case "socket" -> words[1].equals("open") ? "opens a WebSocket" : "WebSocket: " + lastOf(words);
            default -> String.join(" ", Arrays.asList(words).subList(1, words.length));
        };
    }

    /** Of the path, what follows its first folder. */
    private static String lastOf(String[] words) {
        return words[words.length - 1].replaceFirst("^/[a-z]+/", "");
    }

    /** Without the signs that mean something to Mermaid. */
    private static String plain(String words) {
        return words.replace(" #1", "").replace("#", "").replace(';', ',');
    }

    /** {@code CS1} for {@code channel-server-1}: a hyphen means something to Mermaid. */
    private String alias(String name) {
        var known = aliases.get(name);
        if (known != null) {
            return known;
        }
        var words = name.split("-", -1);
        var alias = words.length == 1
                ? name
                : Arrays.stream(words)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .collect(Collectors.joining());
        if (aliases.containsValue(alias)) {
            throw new IllegalArgumentException("two would be called " + alias + " in this diagram");
        }
        aliases.put(name, alias);
        return alias;
    }
}
