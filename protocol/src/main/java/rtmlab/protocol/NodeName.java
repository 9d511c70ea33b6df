package rtmlab.protocol;

/**
 * The name of one process: of a server its role, a hyphen and its number, as in {@code channel-server-2}; of a client
 * its member's name, as in {@code alice}.
 */
public record NodeName(String value) implements Comparable<NodeName> {

    public NodeName {
        if (!value.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a node is called like web-app-1 or alice, not \"" + value + '"');
        }
    }

    public static NodeName of(String role, int number) {
        return new NodeName(role + '-' + number);
    }

    /** What this node is for, such as {@code channel-server}: the name without its number. */
    public String role() {
        var hyphen = value.lastIndexOf('-');
        return hyphen > 0 && Character.isDigit(value.charAt(hyphen + 1)) ? value.substring(0, hyphen) : value;
    }

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
