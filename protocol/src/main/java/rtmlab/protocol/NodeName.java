package rtmlab.protocol;

/** The name of one process of an architecture, such as {@code channel-server-2}: its role, a hyphen, its number. */
public record NodeName(String value) implements Comparable<NodeName> {

    public NodeName {
        if (!value.matches("[a-z][a-z-]*-[1-9][0-9]*")) {
            throw new IllegalArgumentException("a node is called role-number, as in web-app-1, not \"" + value + '"');
        }
    }

    public static NodeName of(String role, int number) {
        return new NodeName(role + '-' + number);
    }

    /** What this node is for, such as {@code channel-server}. */
    public String role() {
        return value.substring(0, value.lastIndexOf('-'));
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
