package rtmlab.backends.launch;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A child for tests: it does what it is told. */
public final class TalkativeChild {

    private TalkativeChild() {}

    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            System.out.println("printed, not said");
            parent.onStop(() -> parent.say("good bye"));
            parent.onCommand(command -> {
                switch (command) {
                    case "fail" -> parent.fail("the coffee is cold");
                    case "die" -> {
                        System.err.println("these are my last words");
                        Runtime.getRuntime().halt(7);
                    }
                    case "throw" -> throw new IllegalStateException("a bug");
                    default -> parent.say("heard " + command);
                }
            });
            if (List.of(args).contains("busy")) {
                // As servers have them: a JVM does not end by itself as long as one of its threads is no daemon.
                Thread.ofPlatform().daemon(false).start(LockSupport::park);
            }
            parent.ready(String.join(" ", args) + System.getenv().getOrDefault("RTMLAB_TEST", ""));
        });
    }
}
