package rtmlab.labs.grade;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import rtmlab.labs.grade.Grade.Item;
import rtmlab.labs.grade.Grade.Outcome;

/** A grade in the formats that others read. */
public final class GradeFormats {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GradeFormats() {}

    /** As {@code lab check --json} answers it. */
    public static String json(Grade grade) {
        return jsonNode(grade).toString();
    }

    public static ObjectNode jsonNode(Grade grade) {
        var root = JSON.createObjectNode();
        root.put("lab", grade.lab());
        root.put("student", grade.student());
        root.put("points", grade.earned());
        root.put("maxPoints", grade.possible());
        root.put("unusable", grade.unusable());
        var tests = root.putArray("tests");
        for (var item : grade.items()) {
            var test = tests.addObject();
            test.put("name", item.name());
            test.put("world", item.world().name().toLowerCase(Locale.ROOT));
            test.put("outcome", word(item.outcome()));
            test.put("points", item.earned());
            test.put("maxPoints", item.points());
            test.put("words", item.result().words());
        }
        return root;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case NOT_RUN -> "not-run";
        };
    }

    /** As Gradescope's autograders write {@code results.json}. */
    public static String gradescope(Grade grade) {
        var root = JSON.createObjectNode();
        root.put("score", grade.earned());
        root.put("visibility", "visible");
        root.put("output", grade.unusable() == null ? "" : "Nothing could be graded: " + grade.unusable());
        root.put("stdout_visibility", "hidden");
        var tests = root.putArray("tests");
        for (var item : grade.items()) {
            if (item.outcome() == Outcome.NOT_RUN) {
                continue;
            }
            var test = tests.addObject();
            test.put("name", item.name());
            test.put("score", item.earned());
            test.put("max_score", item.points());
            test.put("status", item.outcome() == Outcome.PASSED ? "passed" : "failed");
            test.put("output", item.result().words());
            test.put("visibility", "visible");
        }
        return root.toPrettyString();
    }

    /** As JUnit's reports are, which most continuous integration shows. */
    public static String junit(Grade grade) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "lab " + grade.lab());
            xml.writeAttribute("tests", Integer.toString(grade.items().size()));
            xml.writeAttribute("failures", Long.toString(count(grade, Outcome.FAILED)));
            xml.writeAttribute("skipped", Long.toString(count(grade, Outcome.NOT_RUN)));
            for (var item : grade.items()) {
                xml.writeStartElement("testcase");
                xml.writeAttribute("classname", "lab" + grade.lab());
                xml.writeAttribute("name", item.name() + " (" + item.points() + " points)");
                switch (item.outcome()) {
                    case PASSED -> {}
                    case NOT_RUN -> xml.writeEmptyElement("skipped");
                    case FAILED -> {
                        xml.writeStartElement("failure");
                        xml.writeAttribute("message", writable(firstLine(grade, item)));
                        xml.writeCharacters(writable(item.result().words()));
                        xml.writeEndElement();
                    }
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("into memory", e);
        }
    }

    private static long count(Grade grade, Outcome outcome) {
        return grade.items().stream().filter(item -> item.outcome() == outcome).count();
    }

    private static String firstLine(Grade grade, Item item) {
        var words = grade.unusable() == null ? item.result().words() : grade.unusable();
        return words.lines().findFirst().orElse("");
    }

    /** XML has no way to write most control characters. */
    private static String writable(String text) {
        return text.codePoints()
                .filter(point -> point >= ' ' || point == '\n' || point == '\t')
                .filter(point -> point < 0xD800 || (point > 0xDFFF && point < 0xFFFE) || point > 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** One line for each submission, with a header. */
    public static String csv(List<Graded> all) {
        var lines = new ArrayList<String>();
        lines.add("submission,student,lab,points,maxPoints,failed,problem");
        for (var one : all) {
            var grade = one.grade();
            lines.add(
                    grade == null
                            ? row(one.folder(), "", "", "0", "", "", one.problem())
                            : row(
                                    one.folder(),
                                    grade.student(),
                                    Integer.toString(grade.lab()),
                                    Integer.toString(grade.earned()),
                                    Integer.toString(grade.possible()),
                                    grade.items().stream()
                                            .filter(item -> item.outcome() == Outcome.FAILED)
                                            .map(Item::name)
                                            .collect(Collectors.joining("; ")),
                                    grade.unusable() == null
                                            ? one.problem()
                                            : one.withProblem(grade.unusable()).problem()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(String... cells) {
        return List.of(cells).stream().map(GradeFormats::cell).collect(Collectors.joining(","));
    }

    private static String cell(String text) {
        // A cell that begins so would be a formula to the program that opens the table.
        var harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return harmless.matches("(?s).*[\",\\n\\r].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
