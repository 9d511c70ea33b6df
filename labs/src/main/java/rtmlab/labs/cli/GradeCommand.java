package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.CommandPlugin;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.harness.cli.OutFolder;
import rtmlab.harness.cli.UsageError;
import rtmlab.labs.Labs;
import rtmlab.labs.Parameters;
import rtmlab.labs.Submission.Unusable;
import rtmlab.labs.grade.GradeBook;
import rtmlab.labs.grade.GradeFormats;
import rtmlab.labs.grade.Graded;
import rtmlab.labs.grade.Grader;
import rtmlab.labs.grade.Grader.RealServers;
import rtmlab.labs.grade.Inbox;
import rtmlab.labs.grade.OnRealServers;
import rtmlab.labs.grade.ScratchFolder;
import rtmlab.labs.grade.StudentFolder;
import rtmlab.labs.jail.Limits;

/** {@code ./rtm grade DIR}: grades a folder full of submissions. */
@Command(
        name = "grade",
        description = "Grades every submission in a folder, one project in each folder below it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A submission is a project, or a folder with one project in it. What is read are",
            "its lab.properties and its Java files in src/main/java/lab; no link is followed.",
            "With --secret-file, its folder is called by the student's id, and that alone",
            "decides about the student's parameters; without, lab.properties says both.",
            "The table is written anew after each submission.",
            "Exit status: 0 all were graded, whatever their points, 1 some could not be, 2 bad usage."
        })
public final class GradeCommand implements Callable<Integer> {

    @picocli.CommandLine.Parameters(paramLabel = "DIR", description = "holds a folder for each submission")
    private Path folder = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "write the table here, as CSV (default: print it)")
    private @Nullable Path out;

    @Option(names = "--lab", paramLabel = "N", description = "grade submissions of this lab only; others get a problem")
    private @Nullable Integer wanted;

    @Option(names = "--simulated-only", description = "leave out the parts on real servers, and their points")
    private boolean simulatedOnly;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private CourseSecret secret = new CourseSecret();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    /** Brings {@code ./rtm grade}. */
    public static final class Plugin implements CommandPlugin {
        @Override
        public Object command() {
            return new GradeCommand();
        }
    }

    @Override
    public Integer call() throws IOException {
        requireLab();
        var known = secret.read();
        var submissions = submissions();
        requireWritableTable();
        var book = new GradeBook();
        for (var submission : submissions) {
            var graded = grade(submission, known);
            book.add(graded);
            if (out != null) {
                Files.writeString(out, GradeFormats.csv(book.rows()));
            }
            tell(graded);
        }
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson(book.rows()));
        } else if (out == null) {
            results.print(GradeFormats.csv(book.rows()));
        }
        results.flush();
        return book.isComplete() ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private void requireLab() {
        if (wanted != null) {
            try {
                Labs.numbered(wanted);
            } catch (IllegalArgumentException e) {
                throw new UsageError(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Grading may take hours: that its result cannot be written should be known before. */
    private void requireWritableTable() {
        if (out != null) {
            try {
                Files.createDirectories(
                        Objects.requireNonNull(out.toAbsolutePath().getParent()));
                Files.newOutputStream(out, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                        .close();
            } catch (IOException e) {
                throw new UsageError("the table cannot be written to " + out + ": name a file that can be");
            }
        }
    }

    private List<Inbox.Entry> submissions() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageError("there is no folder " + folder);
        }
        var table = out == null ? null : out.toAbsolutePath().normalize();
        var found = Inbox.of(folder).stream()
                .filter(entry -> !entry.path().toAbsolutePath().normalize().equals(table))
                .toList();
        if (found.isEmpty()) {
            throw new UsageError("there is no submission in " + folder + ": each is a folder of its own");
        }
        return found;
    }

    private void tell(Graded graded) {
        var grade = graded.grade();
        var words = grade == null
                ? graded.problem()
                : Stream.of(
                                grade.earned() + " of " + grade.possible(),
                                grade.unusable() == null ? "" : grade.unusable(),
                                graded.problem())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("; "));
        var err = spec.commandLine().getErr();
        // A student has chosen the name: it is not to move the terminal's cursor.
        err.println((graded.folder() + ": " + words).replaceAll("\\p{Cntrl}", "?"));
        err.flush();
    }

    /** One submission never ends the grading of the others. */
    private Graded grade(Inbox.Entry submission, Optional<String> known) {
        var name = submission.name();
        try {
            return submission.problem().isEmpty()
                    ? grade(name, StudentFolder.in(submission.path()), known)
                    : new Graded(name, null, submission.problem());
        } catch (Unusable | IllegalArgumentException e) {
            return new Graded(name, null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Graded(name, null, "it cannot be read: " + e);
        } catch (RuntimeException failure) {
            return new Graded(name, null, "the grader itself failed: " + failure.getMessage());
        }
    }

    private Graded grade(String name, StudentFolder student, Optional<String> known) throws IOException {
        var assignment = student.assignment()
                .orElseThrow(() -> new Unusable("there is no " + StudentFolder.PROPERTIES
                        + ": hand in the whole project, as ./rtm lab start made it"));
        var lab = Labs.numbered(assignment.lab());
        if (wanted != null && wanted != lab.number()) {
            throw new Unusable("it is lab " + lab.number() + ", not lab " + wanted);
        }
        var claimed = assignment.parameters();
        var parameters =
                known.map(secret -> Parameters.of(name, lab.number(), secret)).orElse(claimed);
        try (var scratch = ScratchFolder.create()) {
            var grader = new Grader(Limits.DEFAULT, servers(scratch.path()));
            var grade = grader.grade(lab, parameters, student.sources());
            return new Graded(name, grade, whoseElse(parameters, claimed));
        }
    }

    /** What was worked on with another's parameters was perhaps another's. */
    private static String whoseElse(Parameters actual, Parameters claimed) {
        return actual.equals(claimed)
                ? ""
                : StudentFolder.PROPERTIES + " has "
                        + (actual.student().equals(claimed.student())
                                ? "another seed than the course's secret gives"
                                : "another student's id: " + claimed.student());
    }

    private Optional<RealServers> servers(Path scratch) {
        return simulatedOnly
                ? Optional.empty()
                : Optional.of(new OnRealServers(
                        scratch, OutFolder.DEFAULT.resolve(".servers").toAbsolutePath(), _ -> {}));
    }

    private static String asJson(List<Graded> all) {
        var mapper = new ObjectMapper();
        var root = mapper.createObjectNode();
        var submissions = root.putArray("submissions");
        for (var graded : all) {
            var node = submissions.addObject();
            node.put("submission", graded.folder());
            node.put("problem", graded.problem());
            if (graded.grade() != null) {
                node.setAll(GradeFormats.jsonNode(graded.grade()));
            }
        }
        return root.toString();
    }
}
