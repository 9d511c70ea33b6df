package rtmlab.harness.scenario;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A value in a YAML file that knows its line; whatever is asked of it that it is not, it refuses with that line. */
final class Yaml {

    private static final Pattern DURATION =
            Pattern.compile("(?<number>-?[0-9]{1,9}(\\.[0-9]{1,3})?) ?(?<unit>us|ms|s|min)");

    private final String file;
    private final Node node;

    private Yaml(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** The one value that a text is. */
    static Yaml parse(String file, String text) {
        try {
            var documents = new ArrayList<Node>();
            new org.yaml.snakeyaml.Yaml(new LoaderOptions())
                    .composeAll(new StringReader(text))
                    .forEach(documents::add);
            if (documents.size() != 1) {
                throw new MalformedScenario(
                        new Place(file, 1),
                        documents.isEmpty()
                                ? "the file is empty: begin with \"scenario: 1\""
                                : "there are " + documents.size()
                                        + " documents in this file: put each into a file of its own");
            }
            return new Yaml(file, documents.getFirst());
        } catch (MarkedYAMLException e) {
            var line = Stream.of(e.getProblemMark(), e.getContextMark())
                            .filter(Objects::nonNull)
                            .findFirst()
                            .map(Mark::getLine)
                            .orElse(0)
                    + 1;
            throw new MalformedScenario(new Place(file, line), "this is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new MalformedScenario(new Place(file, 1), "this is not YAML: " + oneLine(e));
        }
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }

    Place place() {
        return new Place(file, node.getStartMark().getLine() + 1);
    }

    MalformedScenario error(String problem) {
        return new MalformedScenario(place(), problem);
    }

    /** What a mapping has, each key at most once and each of them known. */
    Fields fields(String what, List<String> known) {
        var fields = entries(what);
        fields.keys.forEach((key, place) -> {
            if (!known.contains(key)) {
                throw new MalformedScenario(place, what + " has no \"" + key + "\"" + Spelling.hint(key, known));
            }
        });
        return fields;
    }

    /** What a mapping has whose keys are up to whoever wrote it. */
    Fields entries(String what) {
        if (!(node instanceof MappingNode mapping)) {
            throw error(what + " is written as \"key: value\" lines, not as " + kind());
        }
        var keys = new LinkedHashMap<String, Place>();
        var values = new LinkedHashMap<String, Yaml>();
        for (var tuple : mapping.getValue()) {
            // Someone who repeats a key has forgotten one of the two.
            var key = new Yaml(file, tuple.getKeyNode());
            var name = key.text("a key");
            if (keys.putIfAbsent(name, key.place()) != null) {
                throw key.error("\"" + name + "\" is there already: remove one of the two");
            }
            values.put(name, new Yaml(file, tuple.getValueNode()));
        }
        return new Fields(what, place(), keys, values);
    }

    List<Yaml> list(String what) {
        if (!(node instanceof SequenceNode sequence)) {
            throw error(what + " is a list, as in [one, two], not " + kind());
        }
        return sequence.getValue().stream().map(item -> new Yaml(file, item)).toList();
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    String text(String what) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw error(what + " is a text, not " + kind());
        }
        return scalar.getValue();
    }

    List<String> texts(String what) {
        return list(what).stream().map(item -> item.text("each of " + what)).toList();
    }

    String oneOf(String what, List<String> known) {
        var text = text(what);
        if (!known.contains(text)) {
            throw error(what + " cannot be \"" + text + "\"" + Spelling.hint(text, known));
        }
        return text;
    }

    int number(String what, int from, int to) {
        var text = node instanceof ScalarNode scalar ? scalar.getValue() : kind();
        if (!text.matches("[0-9]{1,8}") || Integer.parseInt(text) < from || Integer.parseInt(text) > to) {
            throw error(what + " is a whole number from " + from + " to " + to + ", not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    boolean yesOrNo(String what) {
        return oneOf(what, List.of("yes", "no")).equals("yes");
    }

    /** Such as {@code 20 ms}; never negative. */
    Duration duration(String what) {
        var duration = signedDuration(what);
        if (duration.isNegative()) {
            throw error(what + " is a time such as \"20 ms\" or \"1.5 s\", not a negative one");
        }
        return duration;
    }

    /** Such as {@code -60 s}. */
    Duration signedDuration(String what) {
        return parseDuration(text(what))
                .orElseThrow(
                        () -> error(what + " is a time such as \"20 ms\" or \"1.5 s\", not \"" + text(what) + "\""));
    }

    static Optional<Duration> parseDuration(String text) {
        var form = DURATION.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        var micros = Double.parseDouble(form.group("number"))
                * switch (form.group("unit")) {
                    case "us" -> 1;
                    case "ms" -> 1_000;
                    case "s" -> 1_000_000;
                    default -> 60_000_000;
                };
        return Optional.of(Duration.ofNanos(Math.round(micros) * 1_000));
    }

    private String kind() {
        return switch (node) {
            case MappingNode _ -> "\"key: value\" lines";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.getValue().isBlank() -> "nothing";
            case ScalarNode scalar -> "\"" + scalar.getValue() + "\"";
            default -> "an alias";
        };
    }

    /** The entries of one mapping. */
    static final class Fields {
        final Map<String, Place> keys;
        private final String what;
        private final Place place;
        private final Map<String, Yaml> values;

        private Fields(String what, Place place, Map<String, Place> keys, Map<String, Yaml> values) {
            this.what = what;
            this.place = place;
            this.keys = keys;
            this.values = values;
        }

        Place place() {
            return place;
        }

        boolean has(String key) {
            return values.containsKey(key);
        }

        Optional<Yaml> find(String key) {
            return Optional.ofNullable(values.get(key));
        }

        Yaml require(String key, String example) {
            return find(key)
                    .orElseThrow(() -> new MalformedScenario(place, what + " lacks \"" + key + "\": add " + example));
        }
    }
}
