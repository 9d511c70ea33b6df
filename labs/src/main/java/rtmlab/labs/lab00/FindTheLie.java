package rtmlab.labs.lab00;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.JsonLines;
import rtmlab.labs.Answers;
import rtmlab.labs.GradedTest;
import rtmlab.labs.HandOuts;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Submission;
import rtmlab.labs.api.FoundLie;

/**
 * A history in which one thing is wrong, another one for each student, and a recording of real processes that broke a promise:
 * which message, which promise, which line?
 */
public final class FindTheLie implements Lab {

    @Override
    public int number() {
        return 0;
    }

    @Override
    public String topic() {
        return "find-the-lie";
    }

    @Override
    public String summary() {
        return "Read what everybody did, saw and was told, and find the one thing that cannot be true.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(FoundLie.class);
    }

    @Override
    public Map<String, String> handOut(Parameters parameters) {
        var history = LiedHistory.of(parameters).history();
        var recording = RecordedLie.of(parameters).history();
        return Map.of(
                "history.txt",
                HandOuts.told(history),
                "history.jsonl",
                written(history),
                "recorded.txt",
                HandOuts.told(recording),
                "recorded.jsonl",
                written(recording));
    }

    private static String written(History history) {
        var text = new StringWriter();
        try {
            JsonLines.write(history, text);
        } catch (IOException e) {
            throw new UncheckedIOException("into memory", e);
        }
        return text.toString();
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        var lie = LiedHistory.of(parameters);
        return List.of(
                new GradedTest(
                        "it names the message",
                        30,
                        submission -> judge(
                                message(submission).equals(lie.message()),
                                "that is the message",
                                "nobody is lied to about \"" + message(submission)
                                        + "\": follow each message from \"sends\" to the store, and over every screen")),
                new GradedTest(
                        "it names a promise that is broken",
                        25,
                        submission -> judge(
                                lie.promises().contains(promise(submission)),
                                "that promise is broken",
                                "\"" + promise(submission)
                                        + "\" is no promise that this history breaks: say in a sentence what is wrong, and"
                                        + " compare it with the list of promises")),
                new GradedTest(
                        "it points at the line that shows it",
                        25,
                        submission -> judge(
                                lie.lines().contains(found(submission).line()),
                                "that line shows it",
                                "line " + found(submission).line()
                                        + " can stand: look for the line that could not be there, or that nothing makes true")),
                new GradedTest(
                        "it finds a lie that real processes told",
                        20,
                        submission -> inTheRecording(submission, RecordedLie.of(parameters))));
    }

    private static Result inTheRecording(Submission submission, RecordedLie lie) {
        var found = submission.create("Recorded", FoundLie.class);
        var message = Answers.required(found.message(), "message() in Recorded.java");
        var promise = Answers.required(found.promise(), "promise() in Recorded.java");
        if (!lie.messages().contains(message)) {
            return Result.failed("in recorded.txt, nobody is lied to about \"" + message
                    + "\": which messages were \"sent\", and are not in the store?");
        }
        if (!lie.promises().contains(promise)) {
            return Result.failed("\"" + promise + "\" is no promise that recorded.txt breaks");
        }
        return judge(
                lie.lines(message).contains(found.line()),
                "that was promised, and not kept, by real processes",
                "line " + found.line() + " of recorded.txt can stand: look for the \"was sent\" of " + message
                        + ", or for what was read at the end");
    }

    private static FoundLie found(Submission submission) {
        return submission.create("Answer", FoundLie.class);
    }

    private static String message(Submission submission) {
        return Answers.required(found(submission).message(), "message() in Answer.java");
    }

    private static String promise(Submission submission) {
        return Answers.required(found(submission).promise(), "promise() in Answer.java");
    }

    private static Result judge(boolean isRight, String evidence, String hint) {
        return isRight ? Result.passed(evidence) : Result.failed(hint);
    }
}
