package rtmlab.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In which region of the world each node stands, and how long a message takes from one region to another.
 *
 * <p>As text, a line for each node that is not at {@link #HOME} and for each pair of regions:
 *
 * <pre>
 * gateway-server-2 in frankfurt
 * home to frankfurt 40 ms
 * </pre>
 *
 * @param places the regions of those nodes that are not at home
 */
public record Regions(Map<NodeName, String> places, List<Distance> distances) {

    /** Where everybody is who is not said to be elsewhere. */
    public static final String HOME = "home";

    private static final Pattern PLACE = Pattern.compile("(\\S+) in (\\S+)");
    private static final Pattern DISTANCE = Pattern.compile("(\\S+) to (\\S+) ([0-9]{1,5}) ms");

    /**
     * How far two regions are from each other.
     *
     * @param oneWay in either direction
     */
    public record Distance(String one, String other, Duration oneWay) {

        private boolean isBetween(String from, String to) {
            return (one.equals(from) && other.equals(to)) || (one.equals(to) && other.equals(from));
        }
    }

    public Regions {
        places = Collections.unmodifiableMap(new TreeMap<>(places));
        distances = List.copyOf(distances);
    }

    /** Everybody in one region. */
    public static Regions one() {
        return new Regions(Map.of(), List.of());
    }

    /** Reads the text form; throws {@link IllegalArgumentException} with the line that is not one. */
    public static Regions parse(String text) {
        var places = new TreeMap<NodeName, String>();
        var distances = new ArrayList<Distance>();
        var number = 0;
        for (var line : text.split("\\R", -1)) {
            number++;
            var words = line.strip();
            var place = PLACE.matcher(words);
            var distance = DISTANCE.matcher(words);
            if (place.matches()) {
                places.put(new NodeName(place.group(1)), place.group(2));
            } else if (distance.matches()) {
                distances.add(new Distance(
                        distance.group(1), distance.group(2), Duration.ofMillis(Long.parseLong(distance.group(3)))));
            } else if (!words.isEmpty() && !words.startsWith("#")) {
                throw new IllegalArgumentException("line " + number
                        + ": a table of regions has lines such as \"gateway-server-2 in frankfurt\" and \"home to frankfurt "
                        + "40 ms\", not \"" + words + '"');
            }
        }
        return new Regions(places, distances);
    }

    /** The regions in which anybody stands, home first; none where nobody stands elsewhere. */
    public List<String> names() {
        return places.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(HOME), places.values().stream())
                        .distinct()
                        .toList();
    }

    /** The node of this name, such as a user's client, where the table says in which region it stands. */
    public Optional<NodeName> placed(String name) {
        return places.keySet().stream()
                .filter(node -> node.value().equals(name))
                .findFirst();
    }

    public String regionOf(NodeName node) {
        return places.getOrDefault(node, HOME);
    }

    /** Whether the table says how far these two are from each other. */
    public boolean areApart(String one, String other) {
        return distances.stream().anyMatch(distance -> distance.isBetween(one, other));
    }

    /** How much longer a message takes than between neighbours; nothing within a region. */
    public Duration oneWay(NodeName from, NodeName to) {
        if (places.isEmpty()) {
            return Duration.ZERO;
        }
        var here = regionOf(from);
        var there = regionOf(to);
        return distances.stream()
                .filter(distance -> !here.equals(there) && distance.isBetween(here, there))
                .map(Distance::oneWay)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** The text form. */
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        places.forEach((node, region) -> lines.add(node + " in " + region));
        distances.forEach(distance -> lines.add("%s to %s %d ms"
                .formatted(distance.one(), distance.other(), distance.oneWay().toMillis())));
        return String.join("\n", lines);
    }
}
