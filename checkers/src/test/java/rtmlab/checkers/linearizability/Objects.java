package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.linearizability.RandomHistories.Ask;
import rtmlab.checkers.linearizability.RandomHistories.ObjectInMemory;

/** Objects in memory: written apart from the models, so that one mistake is not made in both. */
final class Objects {
    private Objects() {}

    private static Edn small(Random random) {
        return Edn.of(random.nextInt(3));
    }

    static final class RegisterInMemory implements ObjectInMemory {
        private Edn value = Edn.nil();

        @Override
        public void clear() {
            value = Edn.nil();
        }

        @Override
        public Ask ask(Random random) {
            return switch (random.nextInt(3)) {
                case 0 -> new Ask("read", Edn.nil());
                case 1 -> new Ask("write", small(random));
                default -> new Ask("cas", Edn.vector(small(random), small(random)));
            };
        }

        @Override
        public @Nullable Edn effect(Ask ask, Random random) {
            if (ask.input() instanceof Edn.VectorOf(var pair)) {
                if (!pair.getFirst().equals(value)) {
                    return null;
                }
                value = pair.getLast();
                return ask.input();
            }
            if (ask.f().equals("write")) {
                value = ask.input();
            }
            return value;
        }

        @Override
        public Edn lie(Ask ask, Random random) {
            return ask.f().equals("read") ? small(random) : ask.input();
        }
    }

    /** Reads and writes alone, and 0 at first. */
    static final class PlainRegisterInMemory implements ObjectInMemory {
        private Edn value = Edn.of(0);

        @Override
        public void clear() {
            value = Edn.of(0);
        }

        @Override
        public Ask ask(Random random) {
            return random.nextBoolean() ? new Ask("read", Edn.nil()) : new Ask("write", small(random));
        }

        @Override
        public Edn effect(Ask ask, Random random) {
            if (ask.f().equals("write")) {
                value = ask.input();
            }
            return value;
        }

        @Override
        public Edn lie(Ask ask, Random random) {
            return ask.f().equals("read") ? small(random) : ask.input();
        }
    }

    static final class TextInMemory implements ObjectInMemory {
        private String value = "";

        @Override
        public void clear() {
            value = "";
        }

        @Override
        public Ask ask(Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> new Ask("put", pair("" + random.nextInt(2)));
                case 1 -> new Ask("append", pair("" + random.nextInt(2)));
                default -> new Ask("get", Edn.vector(Edn.keyword("k"), Edn.nil()));
            };
        }

        private static Edn pair(String value) {
            return Edn.vector(Edn.keyword("k"), Edn.of(value));
        }

        @Override
        public Edn effect(Ask ask, Random random) {
            var argument = ((Edn.VectorOf) ask.input()).items().getLast();
            switch (ask.f()) {
                case "put" -> value = ((Edn.Text) argument).value();
                case "append" -> value += ((Edn.Text) argument).value();
                default -> {}
            }
            return ask.f().equals("get") ? pair(value) : ask.input();
        }

        @Override
        public Edn lie(Ask ask, Random random) {
            return ask.f().equals("get") ? pair(random.nextBoolean() ? "" : "" + random.nextInt(2)) : ask.input();
        }
    }

    static final class SetInMemory implements ObjectInMemory {
        private final Set<Edn> values = new HashSet<>();

        @Override
        public void clear() {
            values.clear();
        }

        @Override
        public Ask ask(Random random) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Ask("add", small(random));
                case 2 -> new Ask("remove", small(random));
                case 3 -> new Ask("contains", small(random));
                default -> new Ask("read", Edn.nil());
            };
        }

        @Override
        public Edn effect(Ask ask, Random random) {
            return switch (ask.f()) {
                case "add" -> Edn.of(values.add(ask.input()));
                case "remove" -> Edn.of(values.remove(ask.input()));
                case "contains" -> Edn.of(values.contains(ask.input()));
                default -> new Edn.VectorOf(List.copyOf(values));
            };
        }

        @Override
        public Edn lie(Ask ask, Random random) {
            return ask.f().equals("read") ? Edn.vector(small(random), small(random)) : Edn.of(random.nextBoolean());
        }
    }

    static final class QueueInMemory implements ObjectInMemory {
        private final List<Edn> values = new ArrayList<>();

        @Override
        public void clear() {
            values.clear();
        }

        @Override
        public Ask ask(Random random) {
            return random.nextBoolean() ? new Ask("enqueue", small(random)) : new Ask("dequeue", Edn.nil());
        }

        @Override
        public Edn effect(Ask ask, Random random) {
            if (ask.f().equals("enqueue")) {
                values.add(ask.input());
                return ask.input();
            }
            return values.isEmpty() ? Edn.nil() : values.removeFirst();
        }

        @Override
        public Edn lie(Ask ask, Random random) {
            return ask.f().equals("enqueue") ? ask.input() : random.nextBoolean() ? Edn.nil() : small(random);
        }
    }

    /**
     * Sometimes it tells offsets; its values are unique, or drawn from a few. Polls look anywhere, or go on from where
     * their process was and now and then elsewhere.
     */
    static final class LogInMemory implements ObjectInMemory {
        private final boolean unique;
        private final boolean streams;
        private final Map<Long, Integer> nextOf = new HashMap<>();
        private final List<Edn> values = new ArrayList<>();
        private int appended;

        LogInMemory(boolean unique, boolean streams) {
            this.unique = unique;
            this.streams = streams;
        }

        @Override
        public void clear() {
            values.clear();
            nextOf.clear();
            appended = 0;
        }

        @Override
        public Ask ask(Random random) {
            return switch (random.nextInt(6)) {
                case 0, 1 -> new Ask("append", value(random));
                case 2, 3 -> new Ask("send", value(random));
                case 4 -> new Ask(streams && random.nextInt(3) > 0 ? polls(random) : "read", Edn.nil());
                default -> new Ask("poll", Edn.nil());
            };
        }

        private static String polls(Random random) {
            return switch (random.nextInt(8)) {
                case 0 -> "assign";
                case 1 -> "subscribe";
                default -> "poll";
            };
        }

        @Override
        public @Nullable Edn effect(Ask ask, long process, Random random) {
            if (!streams
                    || ask.f().equals("append")
                    || ask.f().equals("send")
                    || ask.f().equals("read")) {
                return effect(ask, random);
            }
            if (!ask.f().equals("poll")) {
                if (random.nextInt(4) == 0) {
                    return null;
                }
                nextOf.put(process, random.nextInt(values.size() + 1));
                return Edn.nil();
            }
            int from = random.nextInt(10) == 0 ? random.nextInt(values.size() + 1) : nextOf.getOrDefault(process, 0);
            int to = Math.min(values.size(), from + random.nextInt(3));
            var records = new ArrayList<Edn>();
            for (int offset = from; offset < to; offset++) {
                if (random.nextInt(12) > 0) {
                    records.add(record(offset));
                }
            }
            nextOf.put(process, Math.max(from, to));
            return new Edn.VectorOf(records);
        }

        private Edn value(Random random) {
            return unique ? Edn.of(100 + appended++) : small(random);
        }

        @Override
        public @Nullable Edn effect(Ask ask, Random random) {
            return switch (ask.f()) {
                case "append", "send" -> {
                    if (random.nextInt(12) == 0) {
                        yield null;
                    }
                    values.add(ask.input());
                    yield ask.f().equals("append") ? ask.input() : record(values.size() - 1);
                }
                case "read" -> new Edn.VectorOf(values);
                default -> values.isEmpty() ? Edn.vector() : Edn.vector(record(random.nextInt(values.size())));
            };
        }

        private Edn record(int offset) {
            return Edn.vector(Edn.of(offset), values.get(offset));
        }

        @Override
        public Edn lie(Ask ask, Random random) {
            if (ask.f().equals("append") || ask.f().equals("assign") || ask.f().equals("subscribe")) {
                return ask.input();
            }
            if (ask.f().equals("send")) {
                return Edn.vector(Edn.of(random.nextInt(4)), ask.input());
            }
            if (values.isEmpty()) {
                return Edn.vector();
            }
            if (ask.f().equals("read")) {
                int length = random.nextInt(values.size() + 1);
                var read = new ArrayList<>(values.subList(0, length));
                if (random.nextInt(4) == 0) {
                    Collections.shuffle(read, random);
                }
                return new Edn.VectorOf(read);
            }
            return Edn.vector(Edn.vector(Edn.of(random.nextInt(4)), values.get(random.nextInt(values.size()))));
        }
    }

    /** Most of what is appended to it nobody ever sees: one of three values, of which only a poll now and then tells. */
    static final class LogWithHoles implements ObjectInMemory {
        private final List<Edn> values = new ArrayList<>();

        @Override
        public void clear() {
            values.clear();
        }

        @Override
        public int mostOperations() {
            return 10;
        }

        @Override
        public Ask ask(Random random) {
            return switch (random.nextInt(7)) {
                case 0 -> new Ask("send", small(random));
                case 1, 2 -> new Ask("poll", Edn.nil());
                default -> new Ask("append", small(random));
            };
        }

        @Override
        public Edn effect(Ask ask, Random random) {
            if (ask.f().equals("poll")) {
                return values.isEmpty() ? Edn.vector() : Edn.vector(record(random.nextInt(values.size())));
            }
            values.add(ask.input());
            return ask.f().equals("append") ? ask.input() : record(values.size() - 1);
        }

        private Edn record(int offset) {
            return Edn.vector(Edn.of(offset), values.get(offset));
        }

        @Override
        public Edn lie(Ask ask, Random random) {
            return switch (ask.f()) {
                case "send" -> Edn.vector(Edn.of(random.nextInt(6)), ask.input());
                case "poll" -> Edn.vector(Edn.vector(Edn.of(random.nextInt(6)), small(random)));
                default -> ask.input();
            };
        }
    }
}
