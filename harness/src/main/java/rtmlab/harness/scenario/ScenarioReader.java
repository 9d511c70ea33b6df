package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import rtmlab.checkers.promise.Promise;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.scenario.Scenario.Expectation;
import rtmlab.harness.scenario.Scenario.NetworkTimes;
import rtmlab.harness.scenario.Scenario.Reads;
import rtmlab.harness.scenario.Scenario.RealMayDiffer;
import rtmlab.harness.scenario.Scenario.Reconnects;
import rtmlab.harness.scenario.Scenario.Talk;
import rtmlab.harness.scenario.Yaml.Fields;
import rtmlab.protocol.Regions;

/** Reads a scenario; whatever is wrong with it is said with its line, and what to do. The format is in docs/scenarios.md. */
public final class ScenarioReader {

    private static final int VERSION = 1;

    private static final List<String> TOP = List.of(
            "scenario",
            "name",
            "about",
            "users",
            "channels",
            "topology",
            "regions",
            "workload",
            "network",
            "faults",
            "expect",
            "untested");
    private static final List<String> WORKLOAD =
            List.of("messages", "speakers", "every", "burst", "send-again", "reads", "reconnects");
    private static final List<String> PROMISES =
            Promises.all().stream().map(Promise::name).toList();

    private static final int MOST_USERS = 50;

    private final Fields top;

    private ScenarioReader(Fields top) {
        this.top = top;
    }

    /**
     * Reads the text of a file.
     *
     * @throws MalformedScenario when it is no scenario
     */
    public static Scenario read(String file, String text) {
        return new ScenarioReader(Yaml.parse(file, text).fields("a scenario", TOP)).scenario();
    }

    private Scenario scenario() {
        var version = top.require("scenario", "\"scenario: 1\", the version of the format");
        if (version.number("the version of the format", 0, 99_999_999) != VERSION) {
            throw version.error("this is version " + version.text("the version") + " of the format, and version "
                    + VERSION + " is the one that is understood here");
        }
        var name = top.require("name", "\"name: what-it-is-called\"");
        if (!name.text("the name").matches("[a-z][a-z0-9-]*")) {
            throw name.error("a name is made of small letters, digits and hyphens, as in crash-after-the-ack, not \""
                    + name.text("the name") + "\"");
        }
        var users = names("users", "user", position -> Team.nameOf(position), List.of("alice", "bob"));
        var channels = names("channels", "channel", position -> Team.channelName(position), List.of("general"));
        var regions = top.find("regions")
                .map(given -> RegionsReader.read(given, users))
                .orElseGet(Regions::one);
        return new Scenario(
                top.place(),
                name.text("the name"),
                top.require("about", "\"about: one sentence on what it shows\"").text("about"),
                users,
                channels,
                topology(),
                regions,
                talk(users),
                network(),
                faults(users, regions),
                expectations(),
                promises("untested", top));
    }

    /** A number of them, or their names. */
    private List<String> names(String key, String one, IntFunction<String> name, List<String> usual) {
        var given = top.find(key);
        if (given.isEmpty()) {
            return usual;
        }
        if (!given.get().isList()) {
            return IntStream.range(0, given.get().number(key, 1, MOST_USERS))
                    .mapToObj(name)
                    .toList();
        }
        var names = given.get().list(key);
        if (names.isEmpty()) {
            throw given.get().error("at least one " + one + " is needed");
        }
        var known = new LinkedHashSet<String>();
        for (var entry : names) {
            var text = entry.text("a " + one);
            if (!text.matches("[a-z][a-z0-9-]*")) {
                throw entry.error("a " + one + " is called like " + usual.getFirst() + ", not \"" + text + "\"");
            }
            if (!known.add(text)) {
                throw entry.error("\"" + text + "\" is there twice: remove one of the two");
            }
        }
        return List.copyOf(known);
    }

    private Map<String, Integer> topology() {
        var replicas = new LinkedHashMap<String, Integer>();
        top.find("topology").ifPresent(given -> {
            var fields = given.fields("topology", Variant.allRoles());
            for (var role : fields.keys.keySet()) {
                replicas.put(role, fields.require(role, "").number("the number of " + role + " processes", 1, 9));
            }
        });
        return replicas;
    }

    private Talk talk(List<String> users) {
        var fields = top.require("workload", "\"workload: {messages: 2}\"").fields("the workload", WORKLOAD);
        var burst = fields.find("burst").map(value -> value.number("burst", 1, 1_000));
        return new Talk(
                fields.require("messages", "\"messages: 2\", how many are sent in all")
                        .number("messages", 1, 100_000),
                fields.find("speakers")
                        .map(value -> some("speakers", value, users))
                        .orElse(users),
                fields.find("every").map(value -> value.duration("every")).orElse(Duration.ZERO),
                burst.orElse(1),
                fields.find("send-again")
                        .map(value -> value.number("send-again", 0, 100))
                        .orElse(0),
                fields.find("reads")
                        .map(value -> Reads.valueOf(value.oneOf("reads", List.of("none", "last", "each"))
                                .toUpperCase(Locale.ROOT)))
                        .orElse(Reads.NONE),
                fields.find("reconnects").map(value -> reconnects(value, users)).orElse(Reconnects.NONE));
    }

    private static Reconnects reconnects(Yaml value, List<String> users) {
        var fields = value.fields("reconnects", List.of("users", "times", "every"));
        return new Reconnects(
                fields.find("users").map(given -> some("users", given, users)).orElse(users),
                fields.require("times", "\"times: 3\"").number("times", 1, 10_000),
                fields.require("every", "\"every: 100 ms\"").duration("every"));
    }

    private static List<String> some(String what, Yaml value, List<String> users) {
        var chosen = value.list(what).stream()
                .map(item -> item.oneOf("each of the " + what, users))
                .toList();
        if (chosen.isEmpty()) {
            throw value.error("at least one of the " + what + " is needed");
        }
        return chosen;
    }

    private NetworkTimes network() {
        var given = top.find("network");
        if (given.isEmpty()) {
            return NetworkTimes.USUAL;
        }
        var fields = given.get().fields("the network", List.of("latency", "server-latency", "timeout"));
        return new NetworkTimes(
                time(fields, "latency", NetworkTimes.USUAL.latency()),
                time(fields, "server-latency", NetworkTimes.USUAL.serverLatency()),
                time(fields, "timeout", NetworkTimes.USUAL.timeout()));
    }

    private static Duration time(Fields fields, String key, Duration usual) {
        return fields.find(key).map(value -> value.duration("the " + key)).orElse(usual);
    }

    private List<PlannedFault> faults(List<String> users, Regions regions) {
        var faults = new ArrayList<PlannedFault>();
        top.find("faults")
                .ifPresent(given -> given.list("faults")
                        .forEach(fault -> faults.add(FaultReader.read(fault, users, regions.names()))));
        return faults;
    }

    private Map<String, Expectation> expectations() {
        var given = top.require("expect", "\"expect:\" and below it a variant with what it breaks")
                .entries("expect");
        if (given.keys.isEmpty()) {
            throw new MalformedScenario(given.place(), "\"expect\" names no variant: add initial, updated or another");
        }
        var untested = promises("untested", top);
        var expectations = new LinkedHashMap<String, Expectation>();
        given.keys.forEach((variant, place) -> {
            Variant.parse(variant, problem -> new MalformedScenario(place, problem));
            var fields = given.require(variant, "")
                    .fields(
                            "what is expected of " + variant,
                            List.of("broken", "may-break", "undecided", "real-may-differ"));
            var undecided = new LinkedHashSet<>(untested);
            undecided.addAll(promises("undecided", fields));
            expectations.put(
                    variant,
                    new Expectation(
                            promises("broken", fields),
                            promises("may-break", fields),
                            undecided,
                            realMayDiffer(fields)));
        });
        return expectations;
    }

    private static RealMayDiffer realMayDiffer(Fields fields) {
        return fields.find("real-may-differ")
                .map(given -> {
                    var parts = given.fields("\"real-may-differ\"", List.of("promises", "because"));
                    parts.require("promises", "\"promises: [integrity]\"");
                    var because = parts.require("because", "\"because: what real processes cannot be held to\"");
                    return new RealMayDiffer(promises("promises", parts), because.text("the reason"));
                })
                .orElse(RealMayDiffer.NOWHERE);
    }

    private static Set<String> promises(String key, Fields fields) {
        var named = new LinkedHashSet<String>();
        fields.find(key)
                .ifPresent(given -> given.list(key).forEach(item -> named.add(item.oneOf("a promise", PROMISES))));
        return named;
    }
}
