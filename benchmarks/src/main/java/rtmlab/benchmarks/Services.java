package rtmlab.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import rtmlab.benchmarks.Clients.Call;
import rtmlab.benchmarks.Clients.Service;

/** What the clients of generated histories call: objects that keep their promise, but for one planted lie. */
final class Services {
    private Services() {}

    /** A register of small numbers; where it lies, one client reads a value that it knows to be overwritten. */
    static final class EtcdLike implements Service {
        // Nobody else writes these, so no order explains that the first is read after the second was written.
        private static final int FIRST = 7;
        private static final int SECOND = 8;

        private final boolean lies;
        private int calls;
        private int liar = -1;
        private int ofLiar;
        private @Nullable Integer value;

        EtcdLike(boolean lies) {
            this.lies = lies;
        }

        @Override
        public Call next(Random random, int client) {
            int number = calls++;
            if (lies && number >= 30 && liar < 0) {
                liar = client;
            }
            if (client == liar && ofLiar < 3) {
                return switch (ofLiar++) {
                    case 0 -> new Call("write", null, "" + FIRST, number).sure();
                    case 1 -> new Call("write", null, "" + SECOND, number).sure();
                    default -> new Call("read", null, "nil", -1).sure();
                };
            }
            return switch (random.nextInt(3)) {
                case 0 -> new Call("read", null, "nil", number);
                case 1 -> new Call("write", null, "" + random.nextInt(5), number);
                default -> new Call("cas", null, "[" + random.nextInt(5) + " " + random.nextInt(5) + "]", number);
            };
        }

        @Override
        public void effect(Call call, Random random) {
            switch (call.f) {
                case "write" -> value = Integer.valueOf(call.input);
                case "cas" -> {
                    call.failed = value == null || value != call.input.charAt(1) - '0';
                    value = call.failed ? value : Integer.valueOf(call.input.charAt(3) - '0');
                }
                default -> call.output = call.number < 0 ? "" + FIRST : value == null ? "nil" : value.toString();
            }
        }
    }

    /** Ten texts that grow; where it lies, one client misses what it had appended before its last append. */
    static final class KeyValueStore implements Service {
        private static final String MISSED = "\u2026missed\u2026";

        private final boolean lies;
        private final StringBuilder[] texts = new StringBuilder[10];
        private final int[] callsOf = new int[1_000];
        private int calls;
        private int ofLiar;

        KeyValueStore(boolean lies) {
            this.lies = lies;
            Arrays.setAll(texts, _ -> new StringBuilder());
        }

        @Override
        public Call next(Random random, int client) {
            int number = calls++;
            var value = "x " + client + " " + callsOf[client]++ + " y";
            if (lies && client == 0 && number > 500 && ofLiar < 3) {
                return switch (ofLiar++) {
                    case 0 -> new Call("append", "\"0\"", quoted(MISSED), 0);
                    case 1 -> new Call("append", "\"0\"", quoted(value), 0);
                    default -> new Call("get", "\"0\"", "nil", -10);
                };
            }
            int key = random.nextInt(10);
            var name = quoted("" + key);
            return switch (random.nextInt(20)) {
                case 0 -> new Call(key == 0 ? "append" : "put", name, quoted(value), key);
                case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> new Call("append", name, quoted(value), key);
                default -> new Call("get", name, "nil", key);
            };
        }

        @Override
        public void effect(Call call, Random random) {
            var text = texts[call.number < 0 ? 0 : call.number];
            switch (call.f) {
                case "put" -> text.replace(0, text.length(), unquoted(call.input));
                case "append" -> text.append(unquoted(call.input));
                default ->
                    call.output = quoted(call.number < 0 ? text.toString().replace(MISSED, "") : text.toString());
            }
        }

        private static String quoted(String text) {
            return "\"" + text + "\"";
        }

        private static String unquoted(String text) {
            return text.substring(1, text.length() - 1);
        }
    }

    /** Logs that are read as a whole, as Elle's list-append transactions do. */
    static final class WholeLogs implements Service {
        private final List<StringBuilder> logs = new ArrayList<>();
        private int appended;

        WholeLogs(int channels) {
            for (int channel = 0; channel < channels; channel++) {
                logs.add(new StringBuilder());
            }
        }

        @Override
        public Call next(Random random, int client) {
            int log = random.nextInt(logs.size());
            return random.nextInt(10) == 0
                    ? new Call("txn", null, "[[:r " + log + " nil]]", log)
                    : new Call("txn", null, "[[:append " + log + " " + ++appended + "]]", log);
        }

        @Override
        public void effect(Call call, Random random) {
            var log = logs.get(call.number);
            if (call.input.startsWith("[[:r")) {
                call.output = "[[:r " + call.number + " [" + log + "]]]";
            } else {
                log.append(log.isEmpty() ? "" : " ")
                        .append(call.input, call.input.lastIndexOf(' ') + 1, call.input.length() - 2);
            }
        }
    }

    /** Logs that are appended to and polled in slices, as Jepsen's Kafka workload does. */
    static final class PolledLogs implements Service {
        private final List<List<Integer>> logs = new ArrayList<>();
        private final int[][] nextOf;
        private final double sends;
        private final int mostPolled;
        private int sent;

        /** @param sends the share of calls that send */
        PolledLogs(int clients, int channels, double sends, int mostPolled) {
            this.sends = sends;
            this.mostPolled = mostPolled;
            this.nextOf = new int[clients][channels];
            for (int channel = 0; channel < channels; channel++) {
                logs.add(new ArrayList<>());
            }
        }

        @Override
        public Call next(Random random, int client) {
            int log = random.nextInt(logs.size());
            return random.nextDouble() < sends
                    ? new Call("send", null, "[[:send " + log + " " + ++sent + "]]", log)
                    // One that took effect after its client had given it up would move the place from which that goes
                    // on.
                    : new Call("poll", null, "[[:poll]]", client * logs.size() + log).sure();
        }

        @Override
        public void effect(Call call, Random random) {
            if (call.f.equals("send")) {
                var log = logs.get(call.number);
                var value = call.input.substring(call.input.lastIndexOf(' ') + 1, call.input.length() - 2);
                call.output = "[[:send " + call.number + " [" + log.size() + " " + value + "]]]";
                log.add(Integer.valueOf(value));
                return;
            }
            int client = call.number / logs.size();
            int channel = call.number % logs.size();
            var log = logs.get(channel);
            int from = nextOf[client][channel];
            int to = Math.min(log.size(), from + mostPolled);
            var records = new StringBuilder("[[:poll {" + channel + " [");
            for (int offset = from; offset < to; offset++) {
                records.append(offset == from ? "[" : " [").append(offset).append(' ');
                records.append(log.get(offset)).append(']');
            }
            call.output = records.append("]}]]").toString();
            nextOf[client][channel] = to;
        }
    }
}
