package rtmlab.checkers.linearizability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;

/**
 * Runs of a few clients on one object in memory, which now and then answers wrongly or not at all.
 *
 * <p>An operation takes effect at a moment of its own between its invocation and its answer, so that about half of the
 * histories can be explained, most of them not by the order of their answers.
 */
final class RandomHistories {
    private static final int CLIENTS = 4;

    private final Random random;
    private final ObjectInMemory object;
    private final int crashes;

    /** An object that answers operations; each history has a new one. */
    interface ObjectInMemory {
        void clear();

        /** How many operations a history has at most. */
        default int mostOperations() {
            return 7;
        }

        Ask ask(Random random);

        /** Takes effect now; answers the output, or null if the operation fails. */
        @Nullable
        Edn effect(Ask ask, Random random);

        /** The same, for an object that knows its clients. */
        default @Nullable Edn effect(Ask ask, long process, Random random) {
            return effect(ask, random);
        }

        /** An output that may be wrong. */
        Edn lie(Ask ask, Random random);
    }

    record Ask(String f, Edn input) {}

    /** @param crashes one answer in so many is not given */
    RandomHistories(Random random, ObjectInMemory object, int crashes) {
        this.random = random;
        this.object = object;
        this.crashes = crashes;
    }

    private static final class Running {
        final Ask ask;
        boolean done;

        @Nullable
        Edn output;

        Running(Ask ask) {
            this.ask = ask;
        }
    }

    List<Operation> next() {
        object.clear();
        var tape = new Tape();
        Map<Long, Running> running = new HashMap<>();
        long[] process = new long[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            process[i] = i;
        }
        int left = 2 + random.nextInt(object.mostOperations() - 1);
        boolean liar = random.nextBoolean();
        while (left > 0 || (!running.isEmpty() && random.nextInt(20) > 0)) {
            int client = random.nextInt(CLIENTS);
            var call = running.get(process[client]);
            if (call == null) {
                if (left > 0) {
                    left--;
                    var ask = object.ask(random);
                    tape.invoke(process[client], ask.f, Edn.nil(), ask.input);
                    running.put(process[client], new Running(ask));
                }
            } else if (!call.done) {
                call.done = true;
                call.output = object.effect(call.ask, process[client], random);
            } else {
                running.remove(process[client]);
                if (random.nextInt(crashes) == 0) {
                    tape.unknown(process[client]);
                    process[client] += CLIENTS;
                } else if (call.output == null) {
                    tape.fail(process[client]);
                } else {
                    boolean lies = liar && random.nextInt(2) == 0;
                    tape.ok(process[client], lies ? object.lie(call.ask, random) : call.output);
                }
            }
        }
        return tape.operations();
    }
}
