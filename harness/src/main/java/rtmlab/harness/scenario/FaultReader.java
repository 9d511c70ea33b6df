package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rtmlab.harness.scenario.PlannedFault.Span;
import rtmlab.harness.scenario.PlannedFault.When;
import rtmlab.harness.scenario.Yaml.Fields;
import rtmlab.simulator.world.Mishap;

/** Reads one entry below {@code faults}: what happens, to whom, when and for how long. */
final class FaultReader {

    private static final List<String> SERVERS = List.of("kafka", "redis", "postgres");

    private static final Duration USUAL_DURATION = Duration.ofSeconds(1);

    /** What can happen at a step, by the key that it is written under; the first four on real processes, too. */
    private static final Map<String, Mishap> AT_STEPS = atSteps();

    /** What happens at a moment, or all through the run, and what can be said of it. */
    private static final Map<String, List<String>> TIMED = timedKinds();

    private static final Pattern STEP =
            Pattern.compile("(?<node>[a-z][a-z0-9-]*): (?<call>\\S.*?) #(?<occurrence>[1-9][0-9]{0,5})");

    private final Yaml entry;
    private final List<String> users;
    private final List<String> regions;
    private final List<String> targets;

    private FaultReader(Yaml entry, List<String> users, List<String> regions) {
        this.entry = entry;
        this.users = users;
        this.regions = regions;
        this.targets = and(nodes(), SERVERS);
    }

    private static Map<String, Mishap> atSteps() {
        var kinds = new LinkedHashMap<String, Mishap>();
        kinds.put("crash-before", Mishap.CRASH_BEFORE);
        kinds.put("crash-after", Mishap.CRASH_AFTER);
        kinds.put("lose-reply", Mishap.LOSE_REPLY);
        kinds.put("fail", Mishap.FAIL);
        kinds.put("late", Mishap.DELAY);
        kinds.put("late-reply", Mishap.DELAY_REPLY);
        kinds.put("lose", Mishap.LOSE);
        kinds.put("overdue", Mishap.OVERDUE);
        kinds.put("pause-at", Mishap.PAUSE);
        kinds.put("partition-at", Mishap.PARTITION);
        kinds.put("unclean-election", Mishap.UNCLEAN_ELECTION);
        kinds.put("refuse", Mishap.REFUSAL);
        return kinds;
    }

    private static Map<String, List<String>> timedKinds() {
        var kinds = new LinkedHashMap<String, List<String>>();
        kinds.put("kill", List.of("at", "for", "memory"));
        kinds.put("stop", List.of("at"));
        kinds.put("pause", List.of("at", "for"));
        kinds.put("partition", List.of("at", "for", "one-way"));
        kinds.put("delay", List.of("at", "for", "by"));
        kinds.put("slow", List.of("at", "for", "by"));
        kinds.put("fill", List.of("at", "for"));
        kinds.put("skew", List.of("by"));
        kinds.put("disconnect", List.of("at"));
        return kinds;
    }

    static Map<String, Optional<Mishap>> keys() {
        var keys = new LinkedHashMap<String, Optional<Mishap>>();
        AT_STEPS.forEach((key, mishap) -> keys.put(key, Optional.of(mishap)));
        TIMED.keySet().forEach(key -> keys.put(key, Optional.empty()));
        return keys;
    }

    /** @param regions of which a network may be cut or slow: all who stand there */
    static PlannedFault read(Yaml entry, List<String> users, List<String> regions) {
        return new FaultReader(entry, users, regions).fault();
    }

    private PlannedFault fault() {
        var all = entry.entries("a fault");
        var kinds = new ArrayList<>(AT_STEPS.keySet());
        kinds.addAll(TIMED.keySet());
        var chosen = all.keys.keySet().stream().filter(kinds::contains).toList();
        if (chosen.size() > 1) {
            throw entry.error("a fault does one thing, not both \"" + chosen.get(0) + "\" and \"" + chosen.get(1)
                    + "\": make two entries of it");
        }
        if (chosen.isEmpty()) {
            var first = all.keys.entrySet().iterator();
            if (!first.hasNext()) {
                throw entry.error("a fault is written like \"kill: web-app-1\", not as nothing");
            }
            var key = first.next();
            throw new MalformedScenario(
                    key.getValue(),
                    "nothing is called \"" + key.getKey() + "\" that can go wrong"
                            + Spelling.hint(key.getKey(), kinds));
        }
        var kind = chosen.getFirst();
        return AT_STEPS.containsKey(kind) ? atStep(kind) : timed(kind);
    }

    private PlannedFault atStep(String kind) {
        var fields = entry.fields("a \"" + kind + "\"", List.of(kind, "in"));
        var step = fields.require(kind, "");
        var form = STEP.matcher(step.text("a step"));
        if (!form.matches()) {
            throw step.error("a step looks like \"web-app-1: log append #1\", not \"" + step.text("a step")
                    + "\"; put it in quotes");
        }
        var node = form.group("node");
        if (!targets.contains(node) && !users.contains(node)) {
            throw step.error("there is no node \"" + node + "\"" + Spelling.hint(node, targets));
        }
        return new PlannedFault.AtStep(
                step.place(),
                in(fields),
                Objects.requireNonNull(AT_STEPS.get(kind)),
                node,
                form.group("call"),
                Integer.parseInt(form.group("occurrence")));
    }

    private PlannedFault timed(String kind) {
        var known = new ArrayList<>(List.of(kind, "in"));
        known.addAll(Objects.requireNonNull(TIMED.get(kind)));
        var fields = entry.fields("a \"" + kind + "\"", known);
        var given = fields.require(kind, "");
        if (kind.equals("skew")) {
            return new PlannedFault.Skew(
                    given.place(),
                    in(fields),
                    target(given, nodes()),
                    fields.require("by", "\"by: -60 s\"").signedDuration("by"));
        }
        var span = new Span(
                given.place(), in(fields), at(fields), known.contains("for") ? duration(fields) : Duration.ZERO);
        return switch (kind) {
            case "kill" -> kill(span, target(given, targets), fields.find("memory"));
            case "stop" -> new PlannedFault.Stop(span, target(given, nodes()));
            case "pause" -> new PlannedFault.Pause(span, target(given, and(targets, users)));
            case "partition" -> {
                var ends = pair(given);
                var oneWay = fields.find("one-way")
                        .map(value -> value.yesOrNo("one-way"))
                        .orElse(false);
                yield new PlannedFault.Partition(span, ends.get(0), ends.get(1), oneWay);
            }
            case "delay" -> {
                var ends = pair(given);
                yield new PlannedFault.Delay(span, ends.get(0), ends.get(1), by(fields));
            }
            case "slow" -> new PlannedFault.Slow(span, target(given, SERVERS), by(fields));
            case "fill" -> new PlannedFault.Fill(span, target(given, and(List.of("redis"), nodes())));
            case "disconnect" -> new PlannedFault.Disconnect(span, target(given, and(List.of("everyone"), users)));
            default -> throw new IllegalArgumentException(kind + " is not read here");
        };
    }

    private static PlannedFault kill(Span span, String target, Optional<Yaml> memory) {
        var loses = memory.isPresent()
                && memory.get().oneOf("memory", List.of("kept", "lost")).equals("lost");
        if (memory.isPresent() && !target.equals("redis")) {
            throw memory.get().error("only redis can come back without its memory, not " + target);
        }
        return new PlannedFault.Kill(span, target, loses);
    }

    private static List<String> in(Fields fields) {
        return fields.find("in")
                .map(given -> given.list("in").stream()
                        .map(item -> {
                            var text = item.text("a variant");
                            Variant.parse(text, item::error);
                            return text;
                        })
                        .toList())
                .orElse(List.of());
    }

    private static When at(Fields fields) {
        var given = fields.require("at", "\"at: 20 ms\", seen from the beginning of the workload");
        var text = given.text("at");
        var ends = text.split(" to ", -1);
        if (ends.length == 2) {
            var from = Yaml.parseDuration(ends[0].strip());
            var to = Yaml.parseDuration(ends[1].strip());
            if (from.isPresent() && to.isPresent()) {
                if (to.get().compareTo(from.get()) < 0) {
                    throw given.error("\"" + text + "\" ends before it begins: exchange the two times");
                }
                return new When(from.get(), to.get());
            }
        }
        var at = given.duration("at");
        return new When(at, at);
    }

    private static Duration duration(Fields fields) {
        return fields.find("for").map(value -> value.duration("for")).orElse(USUAL_DURATION);
    }

    private static Duration by(Fields fields) {
        return fields.require("by", "\"by: 200 ms\"").duration("by");
    }

    private static String target(Yaml given, List<String> known) {
        var text = given.text("a target");
        if (!known.contains(text)) {
            throw given.error("\"" + text + "\" is nothing that this can happen to" + Spelling.hint(text, known));
        }
        return text;
    }

    private List<String> pair(Yaml given) {
        var pair = given.list("the two ends");
        if (pair.size() != 2) {
            throw given.error("a network has two ends, as in [channel-server-1, web-app-1], not " + pair.size());
        }
        var ends = and(and(nodes(), users), regions);
        return pair.stream().map(end -> target(end, ends)).toList();
    }

    private static List<String> and(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<String> nodes() {
        return Variant.allNodesAndRoles();
    }
}
