package rtmlab.labs.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rtmlab.labs.ApiClasses;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.jail.JailProcess.Ended;

/** Runs a lab's graded tests on a student's sources, in processes of their own. */
public final class Jail {

    /** So many tests may have to be stopped before the rest is given up. */
    private static final int PATIENCE = 2;

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Lab lab;
    private final Parameters parameters;
    private final Map<String, String> sources;
    private final Path folder;
    private final Jailer jailer;
    private final Execution execution;
    private final Limits limits;

    /** @param folder for the processes' own files; empty, and nobody else's */
    public Jail(
            Lab lab,
            Parameters parameters,
            Map<String, String> sources,
            Path folder,
            Jailer jailer,
            Execution execution) {
        this.lab = lab;
        this.parameters = parameters;
        this.sources = sources;
        this.folder = folder;
        this.jailer = jailer;
        this.execution = execution;
        this.limits = jailer.limits();
    }

    /**
     * What came of it.
     *
     * @param unusable why nothing could be graded, if so: it does not compile, or uses what it may not
     * @param results one for each test, unless it is unusable
     * @param printed the beginning of what the student's code printed
     * @param classFiles what the sources were compiled to, by binary name
     */
    public record Findings(
            @Nullable String unusable, List<Result> results, String printed, Map<String, byte[]> classFiles) {
        public Findings {
            results = List.copyOf(results);
            classFiles = Map.copyOf(classFiles);
        }

        static Findings unusable(String why) {
            return new Findings(why, List.of(), "", Map.of());
        }
    }

    /** A defect of ours: no grade can be given. */
    public static final class Defect extends RuntimeException {

        private static final long serialVersionUID = 1;

        Defect(String message) {
            super(message);
        }
    }

    public Findings run() throws IOException {
        var apiJar = Files.createDirectories(folder).resolve("api.jar").toAbsolutePath();
        ApiClasses.writeJar(lab, apiJar);
        var count = lab.tests(parameters).size();
        var results = new ArrayList<Result>();
        var classFiles = Map.<String, byte[]>of();
        var stopped = 0;
        while (true) {
            var password = password();
            var request = new Request(
                    password,
                    lab.number(),
                    parameters.student(),
                    parameters.seed(),
                    sources,
                    apiJar.toString(),
                    results.size());
            var process = jailer.process(folder, execution);
            try {
                process.ask(request);
                var first = process.next(limits.compiling());
                switch (first) {
                    case Ended(var why) -> {
                        return Findings.unusable("it could not be compiled: the compiler " + why);
                    }
                    case JailProcess.Said(var reply) -> {
                        switch (reply.kind()) {
                            case USABLE -> classFiles = Objects.requireNonNull(reply.classFiles());
                            case UNUSABLE -> {
                                return Findings.unusable(reply.words());
                            }
                            case RESULT, DEFECT, PRINTED -> throw new Defect(reply.words());
                        }
                    }
                }
                var printed = take(process, results, count);
                if (printed != null) {
                    return new Findings(null, results, printed, classFiles);
                }
            } finally {
                jailer.dismiss(process, execution);
            }
            if (++stopped == PATIENCE) {
                while (results.size() < count) {
                    results.add(Result.failed("not run: " + PATIENCE + " tests before it had to be stopped"));
                }
            }
            if (results.size() == count) {
                return new Findings(null, results, "", classFiles);
            }
        }
    }

    /** Takes results as they come; returns what was printed, or null when a test had to be stopped. */
    private @Nullable String take(JailProcess process, List<Result> results, int count) {
        while (true) {
            switch (process.next(limits.test())) {
                case Ended(var why) -> {
                    if (results.size() == count) {
                        return "";
                    }
                    results.add(Result.failed("your code " + why));
                    return null;
                }
                case JailProcess.Said(var reply) -> {
                    switch (reply.kind()) {
                        case RESULT -> {
                            if (reply.result() == null || results.size() == count) {
                                throw new Defect("a result too many");
                            }
                            results.add(reply.result());
                        }
                        case PRINTED -> {
                            return reply.words();
                        }
                        case USABLE, UNUSABLE, DEFECT -> throw new Defect(reply.words());
                    }
                }
            }
        }
    }

    private static String password() {
        var bytes = new byte[16];
        CHANCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
