package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.doctor.Check;
import rtmlab.harness.doctor.Check.Status;
import rtmlab.harness.doctor.Doctor;

/** {@code ./rtm doctor}: whether this machine has what the commands need. */
@Command(
        name = "doctor",
        description = "Looks whether this machine has what the commands need, and says what to do where it has not.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A warning is of what only some commands need.",
            "Exit status: 0 nothing fails, 2 bad usage, 3 something fails."
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() {
        var checks = new Doctor(OutFolder.DEFAULT).examine();
        var worst = Doctor.worst(checks);
        var results = spec.commandLine().getOut();
        if (json) {
            var root = JSON.createObjectNode().put("verdict", worst.word());
            var array = root.putArray("checks");
            for (var check : checks) {
                array.addObject()
                        .put("name", check.name())
                        .put("status", check.status().word())
                        .put("found", check.found())
                        .put("advice", check.advice());
            }
            results.println(root);
        } else {
            var width = checks.stream()
                    .mapToInt(check -> check.name().length())
                    .max()
                    .orElse(0);
            checks.forEach(check -> results.println(mark(check.status()) + "  " + Columns.of(check.name(), width)
                    + check.found() + (check.advice().isEmpty() ? "" : ": " + check.advice())));
        }
        results.flush();
        return worst == Status.FAIL ? ExitStatus.ENVIRONMENT : ExitStatus.AS_DOCUMENTED;
    }

    private static String mark(Check.Status status) {
        var color = switch (status) {
            case OK -> "green";
            case WARN -> "yellow";
            case FAIL -> "red";
        };
        return Ansi.AUTO.string("@|" + color + " " + status.word() + "|@")
                + " ".repeat(4 - status.word().length());
    }
}
