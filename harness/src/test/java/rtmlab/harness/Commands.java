package rtmlab.harness;

import java.io.PrintWriter;

/** The command line, for tests in other packages. */
public final class Commands {

    private Commands() {}

    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return Main.run(out, err, args);
    }
}
