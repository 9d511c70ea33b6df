package rtmlab.harness.cli;

/** A command of a module that builds on the harness; found by {@link java.util.ServiceLoader}. */
public interface CommandPlugin {

    /** An object with picocli's {@code @Command}. */
    Object command();
}
