package rtmlab.labs.jail;

/** Everything is run twice, in two processes that differ in all that no grade may depend on. */
public enum Execution {
    /** What every JVM does: objects' hash codes come in the same order in each. */
    FIRST("-XX:hashCode=5"),

    /** Other hash codes. What {@code Set.of} mixes into its order differs in each process anyway. */
    SECOND("-XX:hashCode=0");

    private final String jvmOption;

    Execution(String jvmOption) {
        this.jvmOption = jvmOption;
    }

    String jvmOption() {
        return jvmOption;
    }
}
