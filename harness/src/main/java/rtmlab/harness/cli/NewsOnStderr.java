package rtmlab.harness.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import rtmlab.harness.load.News;

/** The {@link News} of a command: sentences, and a {@link Progress} for what is under way. */
final class NewsOnStderr implements News, AutoCloseable {

    private final PrintWriter err;
    private String what = "";
    private @Nullable Progress progress;

    NewsOnStderr(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void say(String sentence) {
        if (progress == null) {
            err.println("  " + sentence);
            err.flush();
        } else {
            progress.say("  " + sentence);
        }
    }

    @Override
    public synchronized void reach(String now, String unit, long done, long total) {
        if (progress == null || !now.equals(what)) {
            close();
            what = now;
            progress = Progress.of("  " + now, unit, total, err);
        }
        progress.reach(done, "");
        if (done == total) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
