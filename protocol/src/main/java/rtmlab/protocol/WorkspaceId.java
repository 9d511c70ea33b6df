package rtmlab.protocol;

/** The id of a workspace, such as {@code T1}. */
public record WorkspaceId(String value) implements Comparable<WorkspaceId> {

    public WorkspaceId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a workspace id cannot be blank");
        }
    }

    @Override
    public int compareTo(WorkspaceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
