package rtmlab.backends.launch;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A child's line to the process that started it: commands come in on standard input, news goes out on standard output.
 *
 * <p>Standard input ends when the parent does, however the parent dies; the child then halts at once, and takes with it
 * all that it has started. {@link ChildJvm} is the other end.
 */
public final class ParentLink {

    /** What every line to the parent begins with: all else on standard output, such as the JVM's warnings, is log. */
    static final String MARK = "@parent ";

    static final String READY = "ready";
    static final String FAILED = "failed ";
    static final String STOP = "stop";

    /** Of a JVM that records an AOT cache: it would write that for seconds also when it is halted, but not when it is killed. */
    static final String RECORDING = "rtmlab.recording";

    private final PrintStream parent;
    private final LinkedBlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private volatile Runnable onStop = () -> {};
    private volatile Runnable onOrphaned = () -> {};

    private ParentLink(PrintStream parent) {
        this.parent = parent;
    }

    /** The main of a child. */
    @FunctionalInterface
    public interface Main {
        void run(ParentLink parent) throws Exception;
    }

    /** Runs a child's main; whatever goes wrong in it is told to the parent in one sentence, and ends the child. */
    public static void serve(Main main) {
        var link = open();
        try {
            main.run(link);
        } catch (LaunchFailure e) {
            link.fail(String.valueOf(e.getMessage()));
        } catch (Exception | LinkageError e) {
            link.failed(e);
        }
    }

    /** From here on the child lives as long as its parent, and what it prints goes to its log. */
    public static ParentLink open() {
        var link =
                new ParentLink(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setOut(System.err);
        // No daemon: a child whose main has returned goes on until its parent ends it.
        Thread.ofPlatform().name("parent").daemon(false).start(link::listen);
        return link;
    }

    /** Who takes the parent's commands, one after the other; they wait until somebody does. */
    public void onCommand(Consumer<String> handler) {
        Thread.ofPlatform().name("commands").daemon(true).start(() -> {
            try {
                while (true) {
                    handler.accept(commands.take());
                }
            } catch (InterruptedException | RuntimeException e) {
                failed(e);
            }
        });
    }

    /** What to do when the parent asks the child to end, before it exits. */
    public void onStop(Runnable action) {
        onStop = action;
    }

    /** What to do when the parent is gone, before the child halts: it must be quick. */
    public void onOrphaned(Runnable action) {
        onOrphaned = action;
    }

    public void say(String line) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a line to the parent is one line, not: " + line);
        }
        synchronized (parent) {
            parent.println(MARK + line);
        }
    }

    /** Tells the parent that this child does its work from now on; the answer is for {@link ChildJvm#awaitReady}. */
    public void ready(String answer) {
        say(answer.isEmpty() ? READY : READY + " " + answer);
    }

    /** Tells the parent in one sentence why this child cannot work, and ends it. */
    public void fail(String sentence) {
        say(FAILED + sentence.replaceAll("\\s*\\R\\s*", " "));
        end(1);
    }

    /** Ends this child and all that it has started, at once. */
    public void end(int exitStatus) {
        try {
            ProcessTree.killDescendants(ProcessHandle.current());
        } finally {
            // Also where the class above cannot be loaded: the jars may have been built anew under a child that has
            // run for an hour, and it must end all the same.
            halt(exitStatus);
        }
    }

    private static void halt(int exitStatus) {
        try {
            if (Boolean.getBoolean(RECORDING) && Signal.available()) {
                new ProcessBuilder(
                                "sh", "-c", "kill -9 " + ProcessHandle.current().pid())
                        .start()
                        .waitFor();
            }
        } catch (IOException | InterruptedException _) {
            // Then it ends some seconds later.
        } finally {
            Runtime.getRuntime().halt(exitStatus);
        }
    }

    private void failed(Throwable e) {
        e.printStackTrace();
        fail(e.toString());
    }

    private void listen() {
        // Nothing that could wait is done here: the end of the input must be seen as soon as it comes.
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                if (line.equals(STOP)) {
                    Thread.ofPlatform().name("stop").start(this::stop);
                } else {
                    commands.add(line);
                }
            }
        } catch (IOException _) {
            // No more input, as if it had ended.
        } finally {
            orphaned();
        }
    }

    private void orphaned() {
        try {
            onOrphaned.run();
        } finally {
            end(0);
        }
    }

    private void stop() {
        try {
            try {
                onStop.run();
            } finally {
                ProcessTree.killDescendants(ProcessHandle.current());
            }
        } finally {
            System.exit(0);
        }
    }
}
