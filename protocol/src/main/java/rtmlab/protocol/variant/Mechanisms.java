package rtmlab.protocol.variant;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

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

    /** These and the named ones as well; throws {@link IllegalArgumentException} for one the architecture lacks. */
    public Mechanisms with(Architecture architecture, Collection<String> added) {
        requireKnown(architecture, added);
        var all = new TreeSet<>(names);
        all.addAll(added);
        return new Mechanisms(List.copyOf(all));
    }

    /** These but not the named ones; throws {@link IllegalArgumentException} for one the architecture lacks. */
    public Mechanisms without(Architecture architecture, Collection<String> removed) {
        requireKnown(architecture, removed);
        return new Mechanisms(
                names.stream().filter(name -> !removed.contains(name)).toList());
    }

    private static void requireKnown(Architecture architecture, Collection<String> names) {
        var known = architecture.mechanisms().stream().map(Mechanism::name).toList();
        for (var name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("the " + architecture.name() + " architecture has no mechanism \""
                        + name + "\"; it has " + String.join(", ", known));
            }
        }
    }

    @Override
    public String toString() {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
