package rtmlab.harness.cli;

/** What a command's exit status says. */
public final class ExitStatus {

    /** The outcome is the one documented for what was asked. */
    public static final int AS_DOCUMENTED = 0;

    /** The outcome is another one. */
    public static final int NOT_AS_DOCUMENTED = 1;

    /** Wrong usage or bad input. */
    public static final int USAGE = 2;

    /** The environment is in the way: no JDK, a port, a server that will not start. */
    public static final int ENVIRONMENT = 3;

    private ExitStatus() {}
}
