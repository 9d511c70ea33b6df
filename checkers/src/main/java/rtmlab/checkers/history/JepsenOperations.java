package rtmlab.checkers.history;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnReader;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.edn.MalformedEdn;
import rtmlab.checkers.history.Operation.Moment;

/**
 * Reads the operations of clients on any object from the form in which Jepsen keeps them.
 *
 * <p>One map for each invocation and each answer, with {@code :process :type :f :value} and perhaps {@code :key} and
 * {@code :time}, one after the other or all in one vector or list. A {@code :type :info} leaves open whether the
 * operation takes effect, as does the end of the history. A process that is no whole number tells of faults: its lines
 * are passed over.
 */
public final class JepsenOperations {
    private static final Edn NIL = Edn.nil();

    private JepsenOperations() {}

    /** Answers the operations in the order of their invocations. */
    public static List<Operation> read(Path file) throws IOException {
        return TextFile.read(file, JepsenOperations::read);
    }

    /** Throws {@link MalformedHistory} with the line on which the text stops being a history. */
    public static List<Operation> read(Reader in) throws IOException {
        var calls = new Calls();
        forEach(in, (line, number) -> line.tell(calls, number));
        return calls.all();
    }

    /** Answers what the history tells of faults, for pictures: a second reading, which keeps the first one fast. */
    public static List<NemesisEvent> nemesis(Path file) throws IOException {
        return TextFile.read(file, JepsenOperations::nemesis);
    }

    /** Throws {@link MalformedHistory} with the line on which the text stops being a history. */
    public static List<NemesisEvent> nemesis(Reader in) throws IOException {
        var events = new ArrayList<NemesisEvent>();
        var places = new int[1];
        forEach(in, (line, number) -> {
            if (!line.isOfClient()) {
                events.add(line.ofNemesis(places[0], number));
            } else if (!keyword("type", line.type).equals("info")) {
                places[0]++;
            }
        });
        return events;
    }

    private interface Told {
        void line(Line line, int number);
    }

    private static void forEach(Reader in, Told told) throws IOException {
        var edn = new EdnReader(in);
        var line = new Line();
        try {
            edn.enter();
            while (edn.next(line.clear())) {
                told.line(line, edn.line());
            }
        } catch (MalformedEdn e) {
            throw MalformedHistory.atLine(e.line(), e.why());
        } catch (IllegalArgumentException e) {
            throw MalformedHistory.atLine(edn.line(), String.valueOf(e.getMessage()));
        }
    }

    /** The entries of one line that tell of an operation. */
    private static final class Line implements EdnReader.Entries {
        @Nullable
        Edn type;

        @Nullable
        Edn process;

        @Nullable
        Edn f;

        Edn key = NIL;
        Edn value = NIL;

        @Nullable
        Edn time;

        Line clear() {
            type = null;
            process = null;
            f = null;
            key = NIL;
            value = NIL;
            time = null;
            return this;
        }

        @Override
        public void entry(Edn name, Edn content) {
            if (name instanceof Edn.Keyword(var word)) {
                switch (word) {
                    case "type" -> type = content;
                    case "process" -> process = content;
                    case "f" -> f = content;
                    case "key" -> key = content;
                    case "value" -> value = content;
                    case "time" -> time = content;
                    default -> {
                        // Others tell nothing about what happened.
                    }
                }
            }
        }

        // A process that is no number tells of faults.
        boolean isOfClient() {
            return process instanceof Edn.Int;
        }

        NemesisEvent ofNemesis(int place, int line) {
            return new NemesisEvent(
                    shown(process),
                    f == null ? "" : shown(f),
                    value,
                    place,
                    new Moment(line, time instanceof Edn.Int(var nanos) ? nanos : Moment.UNTIMED));
        }

        private static String shown(@Nullable Edn name) {
            return switch (name) {
                case Edn.Keyword(var word) -> word;
                case Edn.Text(var text) -> text;
                case null -> "";
                case Edn other -> EdnWriter.write(other);
            };
        }

        void tell(Calls calls, int line) {
            var word = keyword("type", type);
            if (process == null) {
                throw new IllegalArgumentException("an operation lacks its :process");
            }
            if (process instanceof Edn.Int(var number)) {
                var moment = new Moment(line, time(time));
                if (word.equals("invoke")) {
                    calls.invoke(number, keyword("f", f), key, value, moment);
                } else {
                    calls.answer(number, word, keyword("f", f), key, value, moment);
                }
            }
        }

        @Override
        public void noMap(Edn other) {
            throw new IllegalArgumentException("an operation is a map, not " + Words.cut(EdnWriter.write(other)));
        }
    }

    private static long time(@Nullable Edn time) {
        return switch (time) {
            case Edn.Int(var nanos) -> nanos;
            case Edn.Nil() -> Moment.UNTIMED;
            case null -> Moment.UNTIMED;
            case Edn other -> throw new IllegalArgumentException(":time cannot be " + EdnWriter.write(other));
        };
    }

    private static String keyword(String name, @Nullable Edn value) {
        return switch (value) {
            case Edn.Keyword(var word) -> word;
            case null -> throw new IllegalArgumentException("an operation lacks its :" + name);
            case Edn other ->
                throw new IllegalArgumentException(
                        ":" + name + " is a keyword, not " + Words.cut(EdnWriter.write(other)));
        };
    }
}
