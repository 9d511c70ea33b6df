package rtmlab.labs.cli;

import java.io.PrintWriter;
import java.util.Optional;
import rtmlab.labs.grade.Grade;
import rtmlab.labs.grade.Grade.Item;

/** A grade for a person to read. */
final class GradeTable {

    /** So many lines of what a test says are shown; a history that it quotes may be long. */
    private static final int SHOWN_LINES = 12;

    private GradeTable() {}

    static void print(Grade grade, Optional<StorySaver.Saved> story, PrintWriter out) {
        if (grade.unusable() != null) {
            out.println("Nothing could be graded:");
            grade.unusable().lines().forEach(line -> out.println("   " + line));
            out.println();
        }
        for (var item : grade.items()) {
            out.printf("%s %3d of %3d  %s%n", mark(item), item.earned(), item.points(), item.name());
            if (item.outcome() != Grade.Outcome.PASSED && grade.unusable() == null) {
                var lines = item.result().words().lines().toList();
                lines.stream().limit(SHOWN_LINES).forEach(line -> out.println("                 " + line));
                if (lines.size() > SHOWN_LINES) {
                    out.println("                 … (--json shows all of it)");
                }
            }
        }
        if (!grade.printed().isBlank()) {
            out.println();
            out.println("Your code printed:");
            grade.printed().lines().forEach(line -> out.println("   " + line));
        }
        out.println();
        out.printf("%d of %d points%n", grade.earned(), grade.possible());
        story.ifPresent(saved -> {
            out.println();
            out.println("The smallest run in which \"" + saved.test() + "\" is not so,");
            out.println("   told:  " + saved.told());
            out.println("   drawn: " + saved.page().toUri() + " (open it in a browser, and step through it)");
        });
    }

    private static String mark(Item item) {
        return switch (item.outcome()) {
            case PASSED -> "✓";
            case FAILED -> "✗";
            case NOT_RUN -> "–";
        };
    }
}
