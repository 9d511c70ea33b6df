package rtmlab.labs.jail;

import java.util.List;

/** Everything is run twice, in two processes that differ in all that no grade may depend on. */
public enum Execution {
    FIRST(List.of()),

    /** What {@code Set.of} mixes into its order differs in each process anyway; {@code hashCode()} of objects does not. */
    SECOND(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=0"));

    private final List<String> jvmOptions;

    Execution(List<String> jvmOptions) {
        this.jvmOptions = jvmOptions;
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }
}
