package rtmlab.labs.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.grade.Grade.Item;
import rtmlab.labs.grade.Grade.Outcome;
import rtmlab.labs.grade.Grade.World;
import rtmlab.labs.jail.Execution;
import rtmlab.labs.jail.Jail;
import rtmlab.labs.jail.Jail.Findings;
import rtmlab.labs.jail.Jailer;
import rtmlab.labs.jail.Limits;
import rtmlab.labs.real.Submitted;

/** Grades sources: everything simulated is run twice, in two processes, and has to come out the same. */
public final class Grader {

    private final Jailer jailer;
    private final Optional<RealServers> servers;

    /** @param servers empty when the simulated part alone is asked for */
    public Grader(Limits limits, Optional<RealServers> servers) {
        this(Jailer.ofStrangers(limits), servers);
    }

    /** In this jailer's processes. */
    public Grader(Jailer jailer, Optional<RealServers> servers) {
        this.jailer = jailer;
        this.servers = servers;
    }

    /** Runs tests on real processes. */
    @FunctionalInterface
    public interface RealServers {

        /** Results by the tests' names. */
        Map<String, Result> run(Submitted submitted, List<Lab.RealTest> tests, Map<String, String> data);
    }

    public Grade grade(Lab lab, Parameters parameters, Map<String, String> sources) throws IOException {
        try (var scratch = ScratchFolder.create()) {
            var folder = scratch.path();
            var other = new FutureTask<>(() -> jail(lab, parameters, sources, folder.resolve("2"), Execution.SECOND));
            Thread.ofPlatform().name("grades once more").start(other);
            var first = jail(lab, parameters, sources, folder.resolve("1"), Execution.FIRST);
            var second = other.get();
            return grade(lab, parameters, first, second);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while grading", e);
        }
    }

    private Findings jail(Lab lab, Parameters parameters, Map<String, String> sources, Path folder, Execution execution)
            throws IOException {
        return new Jail(lab, parameters, sources, folder, jailer, execution).run();
    }

    private Grade grade(Lab lab, Parameters parameters, Findings first, Findings second) {
        var tests = lab.tests(parameters);
        var realTests = lab.onRealServers(parameters);
        var items = new ArrayList<Item>();
        if (first.unusable() != null) {
            var nothing = Result.failed("nothing could be graded");
            tests.forEach(
                    test -> items.add(new Item(test.name(), test.points(), World.SIMULATED, Outcome.FAILED, nothing)));
            var unasked = servers.isEmpty() ? Outcome.NOT_RUN : Outcome.FAILED;
            realTests.forEach(test -> items.add(new Item(test.name(), test.points(), World.REAL, unasked, nothing)));
            return new Grade(lab.number(), parameters.student(), first.unusable(), items, "");
        }
        for (var index = 0; index < tests.size(); index++) {
            var test = tests.get(index);
            var result = agreed(first, second, index);
            items.add(new Item(test.name(), test.points(), World.SIMULATED, outcome(result), result));
        }
        items.addAll(real(new Submitted(lab.number(), first.classFiles()), realTests, items));
        return new Grade(lab.number(), parameters.student(), null, items, first.printed());
    }

    /** Whoever does not do the same twice cannot be graded, and cannot be debugged either. */
    private static Result agreed(Findings first, Findings second, int index) {
        if (second.unusable() != null) {
            return Result.failed(unlike("it compiled the first time, and not the second"));
        }
        var one = first.results().get(index);
        var other = second.results().get(index);
        if (one.passed() == other.passed()
                && one.fingerprint().equals(other.fingerprint())
                && one.words().equals(other.words())) {
            return one;
        }
        return Result.failed(unlike("(1) " + one.words() + " (2) " + other.words()));
    }

    private static String unlike(String how) {
        return "two runs of the same code differed: does it depend on the order of a HashMap or Set.of, or on hashCode()?"
                + " " + how;
    }

    private static Outcome outcome(Result result) {
        return result.passed() ? Outcome.PASSED : Outcome.FAILED;
    }

    /** A real test has no chance where the simulated one that it builds on has failed: it is failed without a run. */
    private List<Item> real(Submitted submitted, List<Lab.RealTest> tests, List<Item> simulated) {
        if (servers.isEmpty()) {
            var notAsked = Result.failed("not run: it was asked for the simulated part alone");
            return tests.stream()
                    .map(test -> new Item(test.name(), test.points(), World.REAL, Outcome.NOT_RUN, notAsked))
                    .toList();
        }
        var data = new LinkedHashMap<String, String>();
        simulated.stream()
                .filter(item -> item.outcome() == Outcome.PASSED)
                .forEach(item -> data.put(item.name(), item.result().data()));
        var ready =
                tests.stream().filter(test -> data.containsKey(test.dataOf())).toList();
        var results = ready.isEmpty() ? Map.<String, Result>of() : servers.get().run(submitted, ready, data);
        return tests.stream()
                .map(test -> {
                    var result = results.getOrDefault(
                            test.name(), Result.failed("not tried: \"" + test.dataOf() + "\" has to pass first"));
                    return new Item(test.name(), test.points(), World.REAL, outcome(result), result);
                })
                .toList();
    }
}
