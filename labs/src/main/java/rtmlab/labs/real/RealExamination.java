package rtmlab.labs.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.real.RealWorld;
import rtmlab.labs.Result;
import rtmlab.labs.Result.FailingStory;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.FlowStep;

/** An architecture on real processes, put to the test: what becomes of its promises when something goes wrong. */
public final class RealExamination {

    private RealExamination() {}

    /** This, once, at whichever node of this role takes that step of the first message. */
    public static Experiment at(Fault fault, String role, String call) {
        return new Experiment.AtStep(new FlowFault(FlowStep.of(call, role, call), fault));
    }

    /** Passed when every promise is kept in each of these experiments. A fault that misses has tested nothing. */
    public static Result keeps(RealWorld world, List<Experiment> experiments) {
        for (var experiment : experiments) {
            var outcome = world.run(experiment);
            var vacuous = outcome.whyVacuous();
            if (vacuous.isPresent()) {
                return Result.failed("on real processes, " + experiment.label() + ": " + vacuous.get())
                        .withStory(story(outcome));
            }
            var broken = broken(outcome);
            if (!broken.isEmpty()) {
                var first = broken.entrySet().iterator().next();
                return Result.failed("on real processes, " + first.getKey() + " is broken: " + first.getValue()
                                + "\nby " + experiment.label())
                        .withStory(story(outcome));
            }
        }
        return Result.passed("every promise was kept on real processes, whose "
                + String.join("; ", experiments.stream().map(Experiment::label).toList()));
    }

    private static Map<String, String> broken(Outcome outcome) {
        var broken = new TreeMap<String, String>();
        outcome.verdicts().forEach((promise, verdict) -> {
            if (verdict instanceof Broken witness) {
                broken.put(promise, witness.witness());
            }
        });
        return broken;
    }

    /** What its clients noted. */
    public static FailingStory story(Outcome outcome) {
        try (var in = Files.newBufferedReader(outcome.folder().resolve("history.jsonl"))) {
            return FailingStory.of(JsonLines.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
