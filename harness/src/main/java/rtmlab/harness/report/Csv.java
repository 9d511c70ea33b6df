package rtmlab.harness.report;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comma-separated values as RFC 4180 has them. */
final class Csv {

    private Csv() {}

    static String line(Object... fields) {
        return Stream.of(fields).map(Object::toString).map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String field(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
