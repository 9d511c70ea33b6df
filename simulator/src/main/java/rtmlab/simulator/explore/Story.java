package rtmlab.simulator.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.StepAddress;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.World;

/**
 * A run that breaks a promise, as a text that people can read, and that is replayed by the names of its steps: edits of
 * unrelated code do not change what it means.
 *
 * <pre>
 * rtmlab story 1
 * architecture: initial
 * mechanisms: none
 * members: 2
 * messages: 2
 * promise: no-lost-ack
 * witness: alice was told that "m1" is sent; it is gone
 * trace: 00c0ffee00c0ffee
 *
 * crash before channel-server-1: http POST web-app /internal/messages #1
 * </pre>
 *
 * <p>Lines that begin with {@code #} are comments.
 *
 * @param architecture as on the command line
 * @param mechanisms which are on, as on the command line
 * @param workload whatever else the run needs, by names of the harness's own
 * @param promise which promise breaks
 * @param witness how, in a sentence
 * @param traceHash the hash of the run's trace when it was saved
 * @param departures what happens in it that is not uneventful
 */
public record Story(
        String architecture,
        String mechanisms,
        Map<String, String> workload,
        String promise,
        String witness,
        String traceHash,
        List<Departure> departures) {

    private static final String FIRST_LINE = "rtmlab story 1";
    private static final Set<String> FIXED = Set.of("architecture", "mechanisms", "promise", "witness", "trace");

    public Story {
        workload = Collections.unmodifiableMap(new LinkedHashMap<>(workload));
        departures = List.copyOf(departures);
        for (var name : workload.keySet()) {
            if (FIXED.contains(name) || !name.matches("[a-z][a-z-]*")) {
                throw new IllegalArgumentException("a workload's value cannot be called \"" + name + '"');
            }
        }
    }

    /** Why a text is no story, and in which line. */
    public static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int line;

        Malformed(int line, String problem) {
            super("line " + line + ": " + problem);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    /** The choices of a replay: what is named here happens, nothing else. */
    public Choices choices() {
        return Choices.named(departures);
    }

    /** After a replay: the departures whose steps never came. With one, the story no longer fits the code. */
    public List<Departure> neverCame(Choices replayed) {
        var came = replayed.departures();
        return departures.stream()
                .filter(departure -> !came.contains(departure))
                .toList();
    }

    /** The faults that real processes can be struck with at the same steps, in order. */
    public List<CrashPoint> crashPoints() {
        return departures.stream()
                .flatMap(departure -> crashPoint(departure).stream())
                .toList();
    }

    /** The departures that real processes cannot be held to, such as a delay. */
    public List<Departure> onlySimulated() {
        return departures.stream()
                .filter(departure -> crashPoint(departure).isEmpty())
                .toList();
    }

    private static Optional<CrashPoint> crashPoint(Departure departure) {
        return Mishap.of(departure.option()).flatMap(Mishap::fault).map(fault -> {
            var step = StepAddress.parse(departure.subject() + " #" + departure.occurrence());
            return new CrashPoint(step, fault);
        });
    }

    /** The text form, which {@link #parse} reads. */
    public String format() {
        var text = new StringBuilder(FIRST_LINE).append('\n');
        line(text, "architecture", architecture);
        line(text, "mechanisms", mechanisms);
        workload.forEach((name, value) -> line(text, name, value));
        line(text, "promise", promise);
        line(text, "witness", witness);
        line(text, "trace", traceHash);
        text.append('\n');
        departures.forEach(departure -> text.append(departure).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value.replace('\n', ' ')).append('\n');
    }

    /** Reads the text form; throws {@link Malformed} when it is none. */
    public static Story parse(String text) {
        return new Parser(text.lines().toList()).story();
    }

    /** Reads from top to bottom: first line, header, departures. */
    private static final class Parser {
        private final List<String> lines;
        private final Map<String, String> header = new LinkedHashMap<>();
        private final List<Departure> departures = new ArrayList<>();

        Parser(List<String> lines) {
            this.lines = lines;
        }

        Story story() {
            if (lines.isEmpty() || !lines.getFirst().strip().equals(FIRST_LINE)) {
                throw new Malformed(
                        1,
                        "a story begins with \"" + FIRST_LINE + "\""
                                + (lines.isEmpty() ? "" : ", not \"" + lines.getFirst() + '"'));
            }
            var number = 2;
            while (number <= lines.size() && !line(number).isEmpty()) {
                readHeader(number++);
            }
            var endOfHeader = number;
            for (; number <= lines.size(); number++) {
                readDeparture(number);
            }
            var workload = new LinkedHashMap<>(header);
            workload.keySet().removeAll(FIXED);
            return new Story(
                    required("architecture", endOfHeader),
                    required("mechanisms", endOfHeader),
                    workload,
                    required("promise", endOfHeader),
                    required("witness", endOfHeader),
                    required("trace", endOfHeader),
                    departures);
        }

        private String line(int number) {
            return lines.get(number - 1).strip();
        }

        private void readHeader(int number) {
            var line = line(number);
            if (line.startsWith("#")) {
                return;
            }
            var colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).matches("[a-z][a-z-]*")) {
                throw new Malformed(
                        number,
                        "the header has lines like \"members: 2\" and ends with an empty one; this is \"" + line + '"');
            }
            var name = line.substring(0, colon);
            if (header.putIfAbsent(name, line.substring(colon + 1).strip()) != null) {
                throw new Malformed(number, "\"" + name + "\" is there already");
            }
        }

        private void readDeparture(int number) {
            var line = line(number);
            if (line.isEmpty() || line.startsWith("#")) {
                return;
            }
            try {
                var departure = Departure.parse(line);
                if (!World.canHappen(departure.option())) {
                    throw new IllegalArgumentException("\"" + departure.option() + "\" is nothing that can happen");
                }
                departures.add(departure);
            } catch (IllegalArgumentException problem) {
                throw new Malformed(number, String.valueOf(problem.getMessage()));
            }
        }

        private String required(String name, int endOfHeader) {
            @Nullable String value = header.get(name);
            if (value == null) {
                throw new Malformed(endOfHeader, "the header ends without \"" + name + ": …\"");
            }
            return value;
        }
    }
}
