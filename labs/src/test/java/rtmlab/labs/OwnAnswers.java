package rtmlab.labs;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.History;
import rtmlab.labs.lab00.LiedHistory;
import rtmlab.labs.lab00.RecordedLie;
import rtmlab.labs.lab01.Task;

/**
 * The kit's solutions, right and wrong ones, as another student would have written them. Most are code that is anybody's;
 * where a lab asks for an answer, what is right of the sample's becomes what is right of the student's, and what is wrong
 * stays wrong.
 */
final class OwnAnswers {

    private static final Pattern RETURNED = Pattern.compile("return (\"?)([^\";]*)\\1;");

    private OwnAnswers() {}

    static Map<String, String> of(Lab lab, Parameters student, Map<String, String> samples) {
        var sources = new HashMap<>(samples);
        switch (lab.number()) {
            case 0 -> {
                sources.computeIfPresent("Answer.java", (_, source) -> answer(Grading.sample(lab), student, source));
                sources.computeIfPresent(
                        "Recorded.java", (_, source) -> recorded(Grading.sample(lab), student, source));
            }
            case 1 ->
                sources.computeIfPresent(
                        "Schedule.java", (_, source) -> schedule(Grading.sample(lab), student, source));
            case 4 ->
                sources.computeIfPresent("Schedule.java", (_, source) -> crash(Grading.sample(lab), student, source));
            default -> {}
        }
        return sources;
    }

    private static String answer(Parameters sample, Parameters student, String source) {
        var theirs = LiedHistory.of(sample);
        var own = LiedHistory.of(student);
        return answered(
                source,
                message -> message.equals(theirs.message())
                        ? own.message()
                        : other(acknowledged(own.history()), Set.of(own.message())),
                promise -> promise(theirs.promises().contains(promise), own.promises()),
                (line, _) -> line(theirs.lines().contains(line), own.lines(), own.history()));
    }

    private static String recorded(Parameters sample, Parameters student, String source) {
        var theirs = RecordedLie.of(sample);
        var own = RecordedLie.of(student);
        var lost = own.messages().iterator().next();
        return answered(
                source,
                message ->
                        theirs.messages().contains(message) ? lost : other(acknowledged(own.history()), own.messages()),
                promise -> promise(theirs.promises().contains(promise), own.promises()),
                (line, message) -> line(theirs.lines(message).contains(line), own.lines(lost), own.history()));
    }

    /** The three answers of a lie that was found, in their order. */
    private static String answered(
            String source,
            UnaryOperator<String> message,
            UnaryOperator<String> promise,
            BiFunction<Integer, String, Integer> line) {
        var theirs = RETURNED.matcher(source)
                .results()
                .map(answer -> answer.group(2))
                .toList();
        var own = List.of(
                        '"' + message.apply(theirs.get(0)) + '"',
                        '"' + promise.apply(theirs.get(1)) + '"',
                        line.apply(Integer.valueOf(theirs.get(2)), theirs.get(0))
                                .toString())
                .iterator();
        return RETURNED.matcher(source).replaceAll(_ -> Matcher.quoteReplacement("return " + own.next() + ";"));
    }

    private static Stream<String> acknowledged(History history) {
        return history.events().stream()
                .filter(Acknowledged.class::isInstance)
                .map(event -> ((Acknowledged) event).id())
                .filter(Places::isOfWorkload);
    }

    private static String promise(boolean isRight, Collection<String> broken) {
        return isRight ? broken.iterator().next() : other(Stream.of("integrity", "total-order", "no-lost-ack"), broken);
    }

    private static int line(boolean isRight, List<Integer> telling, History history) {
        return isRight
                ? telling.getFirst()
                : IntStream.rangeClosed(1, history.events().size())
                        .filter(number -> !telling.contains(number))
                        .findFirst()
                        .orElseThrow();
    }

    private static String other(Stream<String> all, Collection<String> not) {
        return all.filter(one -> !not.contains(one)).findFirst().orElseThrow();
    }

    /** The message that is to be lost is everybody's last, and how many come before it differs. */
    private static String schedule(Parameters sample, Parameters student, String source) {
        return source.replace(
                "#" + Task.of(sample).workload().messages() + '"',
                "#" + Task.of(student).workload().messages() + '"');
    }

    private static String crash(Parameters sample, Parameters student, String source) {
        var theirs = RETURNED.matcher(source);
        if (!theirs.find()) {
            throw new IllegalStateException("no crash in " + source);
        }
        var crash = theirs.group(2);
        var isRight = rtmlab.labs.lab04.Task.of(sample).judge(crash).passed();
        return isRight ? source.replace(crash, crashThatDoubles(student).orElseThrow()) : source;
    }

    /** A crash after which this student's message of lab 04 stands in the log twice. */
    static Optional<String> crashThatDoubles(Parameters student) {
        var task = rtmlab.labs.lab04.Task.of(student);
        return Stream.of("web-app-1", "web-app-2")
                .flatMap(webApp -> IntStream.rangeClosed(1, 4)
                        .mapToObj(count -> "crash after " + webApp + ": log append #" + count))
                .filter(crash -> task.judge(crash).passed())
                .findFirst();
    }
}
