package rtmlab.labs.lab02;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.History;
import rtmlab.labs.Answers;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Result.FailingStory;
import rtmlab.labs.Submission;
import rtmlab.labs.api.Checker;
import rtmlab.labs.lab02.Cases.Case;

/** Three checkers, held against histories in which all was well, and against the same ones with one thing made wrong. */
public final class WriteTheCheckers implements Lab {

    @Override
    public int number() {
        return 2;
    }

    @Override
    public String topic() {
        return "write-the-checkers";
    }

    @Override
    public String summary() {
        return "Write the judges: validity, integrity and total order, which miss nothing and accuse nobody falsely.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(Checker.class, Event.class);
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        var tests = new ArrayList<GradedTest>();
        var cases = new Cases(parameters.seed());
        for (var subject : Subject.values()) {
            for (var bug : subject.bugs()) {
                tests.add(new GradedTest(
                        subject.checker() + " finds " + bug.words(),
                        bug.points(),
                        submission -> finds(subject, cases.with(subject, bug), submission)));
            }
            tests.add(new GradedTest(
                    subject.checker() + " raises no false alarm",
                    subject.pointsForPeace(),
                    submission -> isPeaceful(subject, cases, submission)));
        }
        return tests;
    }

    /** Every planted history is a breach, and the history that it was planted in is none. */
    private static Result finds(Subject subject, List<Case> cases, Submission submission) {
        for (var one : cases) {
            if (breach(subject, submission, one.planted()).isEmpty()) {
                return Result.failed("it missed this: " + one.witness()).withStory(told(one.planted()));
            }
            var alarm = breach(subject, submission, one.kept());
            if (alarm.isPresent()) {
                return falseAlarm(alarm.get(), one.kept());
            }
        }
        return Result.passed(
                "found in " + cases.size() + " histories, and not in the " + cases.size() + " that it was planted in");
    }

    private static Result isPeaceful(Subject subject, Cases cases, Submission submission) {
        // Whoever says nothing raises no false alarm, and is no checker.
        var found = subject.bugs().stream()
                .flatMap(bug -> cases.with(subject, bug).stream())
                .filter(one -> breach(subject, submission, one.planted()).isPresent())
                .count();
        if (found == 0) {
            return Result.failed("it raises no alarm at all");
        }
        var kept = Cases.kept(subject);
        for (var history : kept) {
            var alarm = breach(subject, submission, history);
            if (alarm.isPresent()) {
                return falseAlarm(alarm.get(), history);
            }
        }
        return Result.passed("none in " + kept.size() + " histories that keep the promise");
    }

    private static Optional<String> breach(Subject subject, Submission submission, List<Event> history) {
        // A checker of its own for each history: it is to remember nothing of the others.
        var checker = submission.create(subject.checker(), Checker.class);
        return Answers.required(checker.breach(history), "breach(…) in " + subject.checker() + ".java");
    }

    private static Result falseAlarm(String alarm, List<Event> history) {
        return Result.failed("it said \"" + alarm + "\" of a history in which the promise was kept")
                .withStory(told(history));
    }

    private static FailingStory told(List<Event> history) {
        return FailingStory.of(new History(history));
    }
}
