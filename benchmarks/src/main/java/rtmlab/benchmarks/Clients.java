package rtmlab.benchmarks;

import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Clients that call a service in memory, each one call after the other, written down as Jepsen does.
 *
 * <p>A call takes effect at a moment of its own between its invocation and its answer; one that times out takes effect
 * later than that, or never, and its client goes on as a new process. The same seed gives the same text.
 */
final class Clients {
    private static final int MEAN_NANOS = 1_000_000;

    private final Random random;
    private final int clients;
    private final double timeouts;
    private final Service service;
    private final StringBuilder text;
    private long index;

    /** What the clients call. */
    interface Service {
        Call next(Random random, int client);

        /** Takes effect now, and sets the call's answer. */
        void effect(Call call, Random random);
    }

    /** One call; its values are written in EDN. */
    static final class Call {
        final String f;
        final @Nullable String key;
        final String input;
        final int number;
        String output;
        boolean failed;

        /** Whether it is answered in time whatever happens to others. */
        boolean sure;

        Call sure() {
            sure = true;
            return this;
        }

        Call(String f, @Nullable String key, String input, int number) {
            this.f = f;
            this.key = key;
            this.input = input;
            this.number = number;
            this.output = input;
        }
    }

    private enum Phase {
        INVOKE,
        EFFECT,
        ANSWER
    }

    private record Due(
            long atNanos,
            long order,
            Phase phase,
            int client,
            @Nullable Call call,
            boolean timesOut) {}

    private Clients(Random random, int clients, double timeouts, Service service) {
        this.random = random;
        this.clients = clients;
        this.timeouts = timeouts;
        this.service = service;
        this.text = new StringBuilder();
    }

    /** Answers the history of that many calls. */
    static String history(long seed, int clients, int calls, double timeouts, Service service) {
        var all = new Clients(new Random(seed), clients, timeouts, service);
        all.run(calls);
        return all.text.toString();
    }

    private void run(int calls) {
        var due = new PriorityQueue<Due>(
                (a, b) -> a.atNanos != b.atNanos ? Long.compare(a.atNanos, b.atNanos) : Long.compare(a.order, b.order));
        var process = new long[clients];
        long order = 0;
        for (int client = 0; client < clients; client++) {
            process[client] = client;
            due.add(new Due(some(1), order++, Phase.INVOKE, client, null, false));
        }
        int left = calls;
        for (var now = due.poll(); now != null; now = due.poll()) {
            int client = now.client;
            var call = now.call;
            if (call == null) {
                if (left-- <= 0) {
                    continue;
                }
                call = service.next(random, client);
                write(now.atNanos, process[client], "invoke", call, call.input);
                boolean timesOut = random.nextDouble() < timeouts && !call.sure;
                long effectAt = now.atNanos + some(timesOut ? 40 : 1);
                long answerAt = timesOut ? now.atNanos + 10 * MEAN_NANOS : effectAt + some(1);
                if (!timesOut || random.nextBoolean()) {
                    due.add(new Due(effectAt, order++, Phase.EFFECT, client, call, false));
                }
                due.add(new Due(answerAt, order++, Phase.ANSWER, client, call, timesOut));
            } else if (now.phase == Phase.EFFECT) {
                service.effect(call, random);
            } else if (now.timesOut) {
                write(now.atNanos, process[client], "info", call, call.input);
                process[client] += clients;
                due.add(new Due(now.atNanos + some(1), order++, Phase.INVOKE, client, null, false));
            } else {
                write(now.atNanos, process[client], call.failed ? "fail" : "ok", call, call.output);
                due.add(new Due(now.atNanos + some(1), order++, Phase.INVOKE, client, null, false));
            }
        }
    }

    private long some(int means) {
        return 1 + (long) (random.nextDouble() * 2 * means * MEAN_NANOS);
    }

    private void write(long nanos, long process, String type, Call call, String value) {
        text.append("{:index ").append(index++).append(", :time ").append(nanos).append(", :process ");
        text.append(process).append(", :type :").append(type).append(", :f :").append(call.f);
        if (call.key != null) {
            text.append(", :key ").append(call.key);
        }
        text.append(", :value ").append(value).append("}\n");
    }
}
