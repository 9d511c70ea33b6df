package rtmlab.protocol.variant;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which mechanisms of an architecture are on. */
public record Mechanisms(List<String> names) {

    public Mechanisms {
        names = List.copyOf(new TreeSet<>(names));
    }

    public static Mechanisms defaultsOf(Architecture architecture) {
        return new Mechanisms(architecture.mechanisms().stream()
                .filter(Mechanism::onByDefault)
                .map(Mechanism::name)
                .toList());
    }

    /**
     * Whether the log's leader acknowledges before its replicas have a record, and a replica without it may become
     * leader: what the mechanism {@code ACKS_ALL} prevents. It concerns the log alone, so the worlds act on it, not the
     * nodes.
     */
    public boolean leaderAnswersAlone(Architecture architecture) {
        return architecture.mechanisms().stream()
                .anyMatch(mechanism -> mechanism.name().equals(Mechanism.ACKS_ALL) && !has(mechanism));
    }

    public boolean has(Mechanism mechanism) {
        return names.contains(mechanism.name());
    }

    /**
     * These and the named ones as well; throws {@link IllegalArgumentException} for one the architecture lacks.
     *
     * @param added names, or switches such as {@code DURABLE_STEP=database}, which may also switch one off
     */
    public Mechanisms with(Architecture architecture, Collection<String> added) {
        var all = new TreeSet<>(names);
        for (var wish : added) {
            var words = wish.split("=", 2);
            var mechanism = known(architecture, words[0]);
            if (words.length == 1 || words[1].equals(mechanism.on())) {
                all.add(mechanism.name());
            } else if (words[1].equals(mechanism.off())) {
                all.remove(mechanism.name());
            } else {
                throw new IllegalArgumentException("%s is %s or %s, not \"%s\""
                        .formatted(mechanism.name(), mechanism.on(), mechanism.off(), words[1]));
            }
        }
        return new Mechanisms(List.copyOf(all));
    }

    /** These but not the named ones; throws {@link IllegalArgumentException} for one the architecture lacks. */
    public Mechanisms without(Architecture architecture, Collection<String> removed) {
        removed.forEach(name -> known(architecture, name));
        return new Mechanisms(
                names.stream().filter(name -> !removed.contains(name)).toList());
    }

    private static Mechanism known(Architecture architecture, String name) {
        return architecture.mechanisms().stream()
                .filter(mechanism -> mechanism.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the " + architecture.name()
                        + " architecture has no mechanism \"" + name + "\"; it has "
                        + architecture.mechanisms().stream()
                                .map(Mechanism::name)
                                .collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
