package rtmlab.checkers.history;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnReader;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.edn.MalformedEdn;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Answer;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.FaultsEnded;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Read;
import rtmlab.checkers.history.Event.Reading;
import rtmlab.checkers.history.Event.Refused;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Unknown;

/**
 * Reads and writes histories in the form in which Jepsen keeps them: EDN, one map an operation.
 *
 * <p>An attempt to send is an {@code :invoke} of {@code :f :send}; {@link Acknowledged} is its {@code :ok},
 * {@link Refused} its {@code :fail}, {@link Unknown} its {@code :info}. A read of a channel's history is an
 * {@code :invoke} of {@code :f :read} and its {@code :ok}. Each attempt and each read runs on a process of its member's: as
 * Jepsen wants it, a process has one open operation at a time and never acts again after {@code :info}. Everything else
 * happens outside any call, so it is an {@code :info} of {@code :process :observer}, or of {@code :nemesis} for
 * faults and the quiet after them, with {@code :f} telling what it is. {@code :time} counts nanoseconds.
 */
public final class JepsenHistory {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final String SEND = "send";
    private static final String READ = "read";

    private JepsenHistory() {}

    public static History read(Path file) throws IOException {
        return TextFile.read(file, JepsenHistory::read);
    }

    /**
     * Reads one map after the other, or all of them in one vector or list.
     *
     * <p>Throws {@link MalformedHistory} with the line on which the text stops being a history.
     */
    public static History read(Reader in) throws IOException {
        var events = new ArrayList<Event>();
        var rules = new History.Rules();
        read(in, rules, events::add);
        return History.of(events, rules);
    }

    /**
     * Hands each event on as it is read, and keeps none: for histories that are larger than memory.
     *
     * <p>Throws {@link MalformedHistory} as {@link #read(Path)} does, but after the events before that line.
     */
    public static void read(Path file, Consumer<? super Event> to) throws IOException {
        TextFile.read(file, in -> {
            read(in, new History.Rules(), to);
            return file;
        });
    }

    private static void read(Reader in, History.Rules rules, Consumer<? super Event> to) throws IOException {
        var edn = new EdnReader(in);
        try {
            edn.enter();
            var fields = Fields.empty();
            for (var op = edn.next(); op != null; op = edn.next()) {
                var event = event(op, fields.clear());
                rules.accept(event);
                to.accept(event);
            }
        } catch (MalformedEdn e) {
            throw MalformedHistory.atLine(e.line(), e.why());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw MalformedHistory.atLine(edn.line(), String.valueOf(e.getMessage()));
        }
    }

    public static void write(History history, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            write(history, out);
        }
    }

    public static void write(History history, Writer out) throws IOException {
        var processes = new Processes();
        long index = 0;
        for (var event : history.events()) {
            EdnWriter.write(new Edn.MapOf(operation(event, index++, processes)), out);
            out.write('\n');
        }
        out.flush();
    }

    private static Map<Edn, Edn> operation(Event event, long index, Processes processes) {
        var op = new LinkedHashMap<Edn, Edn>();
        var value = new LinkedHashMap<Edn, Edn>();
        op.put(key("index"), Edn.of(index));
        op.put(key("time"), Edn.of(Math.multiplyExact(event.atMicros(), NANOS_PER_MICRO)));
        var process = processes.of(event);
        var fields = Fields.of(event);
        boolean call = process instanceof Edn.Int;
        op.put(key("type"), Edn.keyword(call ? callType(event) : "info"));
        op.put(key("process"), process);
        op.put(key("f"), Edn.keyword(call ? callName(event) : fields.text(Field.TYPE)));
        op.put(key("value"), nilIfEmpty(value));
        fields.forEach((field, content) -> {
            switch (field) {
                case TYPE, AT_MICROS -> {}
                case MEMBER, ERROR, REASON -> op.put(errorKey(field), edn(content));
                default -> value.put(key(field.written), edn(content));
            }
        });
        op.put(key("value"), nilIfEmpty(value));
        return op;
    }

    private static String callType(Event event) {
        return switch (event) {
            case Submitted _, Reading _ -> "invoke";
            case Acknowledged _, Read _ -> "ok";
            case Refused _ -> "fail";
            default -> "info";
        };
    }

    private static String callName(Event event) {
        return event instanceof Reading || event instanceof Read ? READ : SEND;
    }

    // Jepsen keeps the reason of a failure beside the value, under :error.
    private static Edn errorKey(Field field) {
        return key(field == Field.REASON ? Field.ERROR.written : field.written);
    }

    private static Edn nilIfEmpty(Map<Edn, Edn> value) {
        return value.isEmpty() ? Edn.nil() : new Edn.MapOf(value);
    }

    private static Event event(Edn op, Fields fields) {
        if (!(unwrapped(op) instanceof Edn.MapOf(var entries))) {
            throw new IllegalArgumentException("an operation is a map, not " + EdnWriter.write(op));
        }
        var type = eventType(keyword(entries, "f"), keyword(entries, "type"));
        fields.type(type);
        fields.set(Field.AT_MICROS, time(entries));
        var member = entries.get(key("member"));
        if (member != null) {
            fields.set(Field.MEMBER, content(member));
        }
        var error = entries.get(key("error"));
        if (error != null) {
            fields.set(type.equals("refused") ? Field.ERROR : Field.REASON, content(error));
        }
        if (entries.get(key("value")) instanceof Edn.MapOf(var values)) {
            values.forEach((name, value) -> {
                if (!(name instanceof Edn.Keyword(var word))) {
                    throw new IllegalArgumentException("a value's keys are keywords, not " + EdnWriter.write(name));
                }
                fields.set(word, content(value));
            });
        }
        return fields.toEvent();
    }

    // Newer Jepsens print their operations as records: #jepsen.history.Op{…}.
    private static Edn unwrapped(Edn op) {
        return op instanceof Edn.Tagged tagged ? tagged.value() : op;
    }

    private static String eventType(String f, String type) {
        if (f.equals(READ)) {
            return switch (type) {
                case "invoke" -> "reading";
                case "ok" -> "read";
                default -> throw new IllegalArgumentException("a read is invoked or ok, not :" + type);
            };
        }
        if (!f.equals(SEND)) {
            return f;
        }
        return switch (type) {
            case "invoke" -> "submitted";
            case "ok" -> "acknowledged";
            case "fail" -> "refused";
            case "info" -> "unknown";
            default -> throw new IllegalArgumentException("no operation is of the type :" + type);
        };
    }

    private static long time(Map<Edn, Edn> entries) {
        return switch (entries.get(key("time"))) {
            case Edn.Int(var nanos) -> nanos / NANOS_PER_MICRO;
            case null -> 0;
            case Edn other -> throw new IllegalArgumentException(":time cannot be " + EdnWriter.write(other));
        };
    }

    private static String keyword(Map<Edn, Edn> entries, String name) {
        if (entries.get(key(name)) instanceof Edn.Keyword(var word)) {
            return word;
        }
        throw new IllegalArgumentException("an operation lacks its :" + name);
    }

    private static Edn key(String name) {
        return Edn.keyword(name);
    }

    private static Edn edn(Object content) {
        return switch (content) {
            case String text -> Edn.of(text);
            case Long number -> Edn.of(number);
            case Boolean flag -> Edn.of(flag);
            case List<?> texts ->
                new Edn.VectorOf(
                        texts.stream().map(text -> Edn.of((String) text)).toList());
            default -> throw new IllegalArgumentException("no field holds " + content);
        };
    }

    private static Object content(Edn value) {
        return switch (value) {
            case Edn.Text(var text) -> text;
            case Edn.Int(var number) -> number;
            case Edn.Bool(var flag) -> flag;
            case Edn.Keyword(var word) -> word;
            case Edn.VectorOf(var items) ->
                items.stream().map(JepsenHistory::content).toList();
            default -> throw new IllegalArgumentException("a field cannot be " + EdnWriter.write(value));
        };
    }

    /** Hands out the processes on which attempts run. */
    private static final class Processes {
        private static final Edn OBSERVER = Edn.keyword("observer");
        private static final Edn NEMESIS = Edn.keyword("nemesis");

        private final Map<String, Deque<Long>> idleOfMember = new HashMap<>();
        private final Map<String, Deque<Long>> openOfMessage = new HashMap<>();
        private final Map<String, Long> processOfRead = new HashMap<>();
        private long used;

        Edn of(Event event) {
            return switch (event) {
                case Submitted request -> Edn.of(begin(request));
                case Answer answer -> {
                    var process = end(answer);
                    yield process == null ? OBSERVER : Edn.of(process);
                }
                case Reading reading -> Edn.of(begin(reading));
                case Read read -> Edn.of(end(read));
                case Fault _, FaultsEnded _, Quiet _ -> NEMESIS;
                default -> OBSERVER;
            };
        }

        private long begin(Submitted request) {
            long process = next(request.member());
            open(request.id()).push(process);
            return process;
        }

        private long begin(Reading reading) {
            long process = next(reading.member());
            processOfRead.put(reading.read(), process);
            return process;
        }

        private long next(String member) {
            var idle = idle(member).poll();
            return idle == null ? used++ : idle;
        }

        private long end(Read read) {
            var process = Objects.requireNonNull(processOfRead.get(read.read()), read.read());
            idle(read.member()).push(process);
            return process;
        }

        /** An answer belongs to the latest attempt that has none; a second answer to one attempt belongs to none. */
        private @Nullable Long end(Answer answer) {
            var process = open(answer.id()).poll();
            if (process != null && !(answer instanceof Unknown)) {
                idle(answer.member()).push(process);
            }
            return process;
        }

        private Deque<Long> idle(String member) {
            return idleOfMember.computeIfAbsent(member, _ -> new ArrayDeque<>());
        }

        private Deque<Long> open(String id) {
            return openOfMessage.computeIfAbsent(id, _ -> new ArrayDeque<>());
        }
    }
}
