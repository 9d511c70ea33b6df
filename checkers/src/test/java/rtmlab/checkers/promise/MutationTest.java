package rtmlab.checkers.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.checkers.promise.Recording.text;
import static rtmlab.checkers.promise.Recording.ts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Read;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Via;
import rtmlab.checkers.history.History;

/** Plants one fault at a time in a history that keeps every promise, and expects exactly the promises that it breaks. */
class MutationTest {

    /**
     * Two channels, a crash, a retry, a refusal, a message of unknown fate that arrived, one that did not, a reconnect
     * with catch-up from a snapshot, members who come and go, and members who read what there is.
     */
    private static List<Event> goodHistory() {
        return Recording.of("alice", "bob", "carol")
                .joins("eve")
                .delivers("alice", "m1")
                .sees("eve", "m1")
                .leaves("eve")
                .delivers("alice", "m2")
                .sends("bob", "m3")
                .crash()
                .losesTrackOf("m3")
                .retries("m3")
                .disconnects("carol")
                .sees("alice", "m3")
                .sees("bob", "m3")
                .acks("m3")
                .connects("carol")
                .startsFrom("carol", "m3")
                .catchesUp("carol", "m3")
                .joins("frank")
                .startsFrom("frank", "m1", "m2", "m3")
                .catchesUp("frank", "m1", "m2", "m3")
                .reads("bob", "m1", "m2", "m3")
                .sends("carol", "m4")
                .refuses("m4")
                .sends("carol", "m5")
                .losesTrackOf("m5")
                .allSee("m5")
                .sees("frank", "m5")
                .sends("carol", "m6")
                .losesTrackOf("m6")
                .faultsEnd()
                .delivers("alice", "m7")
                .sees("frank", "m7")
                .reads("alice", "m1", "m2", "m3", "m5", "m7")
                .reads("bob", "m1", "m2", "m3", "m5", "m7")
                .in("random", "alice", "bob")
                .sends("bob", "m8")
                .sees("alice", "m8")
                .sees("bob", "m8")
                .acks("m8")
                .sends("bob", "m9")
                .sees("alice", "m9")
                .sees("bob", "m9")
                .acks("m9")
                .quiet()
                .stores("m8", "m9")
                .in("general")
                .stores("m1", "m2", "m3", "m5", "m7")
                .events();
    }

    static Stream<Arguments> mutations() {
        return Stream.of(
                mutation(
                        "the store loses an acknowledged message",
                        drop(row("m2")).andThen(MutationTest::countRows),
                        "no-lost-ack"),
                mutation(
                        "the store loses a message of unknown fate",
                        drop(row("m5")).andThen(MutationTest::countRows)),
                mutation(
                        "the store loses everything",
                        drop(Stored.class::isInstance).andThen(MutationTest::countRows),
                        "no-lost-ack"),
                mutation(
                        "a member misses an acknowledged message",
                        drop(sighting("bob", "m2")),
                        "delivery",
                        "agreement"),
                mutation("catch-up misses a message", drop(sighting("carol", "m3")), "delivery", "agreement", "seam"),
                mutation("a sender never sees its own message", drop(sighting("alice", "m7")), "delivery", "agreement"),
                mutation("nobody sees an acknowledged message", drop(sightingOf("m2")), "delivery", "seam"),
                mutation("a member misses a message of unknown fate", drop(sighting("bob", "m5")), "agreement"),
                mutation(
                        "one member alone sees a message of unknown fate",
                        drop(sightingOf("m5").and(sighting("bob", "m5").negate())),
                        "agreement",
                        "seam"),
                mutation("nobody sees a message of unknown fate, but it is stored", drop(sightingOf("m5")), "seam"),
                mutation("a late member misses what came before it", drop(sighting("frank", "m1"))),
                mutation(
                        "a late member misses what came after it",
                        drop(sighting("frank", "m7")),
                        "delivery",
                        "agreement",
                        "seam"),
                mutation("a ghost that nobody sent reaches all", ghostForAll(), "integrity"),
                mutation(
                        "a ghost that nobody sent reaches one",
                        insertBeforeQuiet(saw("bob", "general", "m77", "ghost")),
                        "integrity",
                        "agreement"),
                mutation(
                        "a refused message reaches all",
                        insertBeforeQuiet(
                                saw("alice", "general", "m4"),
                                saw("bob", "general", "m4"),
                                saw("carol", "general", "m4"),
                                saw("frank", "general", "m4")),
                        "integrity"),
                mutation(
                        "a ghost is in the store",
                        insertAfter(row("m2"), new Stored(0, "general", "m77", ts("m77"), "bob", "ghost"))
                                .andThen(MutationTest::countRows),
                        "integrity"),
                mutation(
                        "a text changes on the way",
                        replace(sighting("bob", "m2"), saw("bob", "general", "m2", "hullo")),
                        "integrity"),
                mutation(
                        "a text changes in the store",
                        replace(row("m2"), new Stored(0, "general", "m2", ts("m2"), "alice", "hullo")),
                        "integrity"),
                mutation(
                        "a message is shown in another channel instead",
                        replace(sighting("bob", "m2"), saw("bob", "random", "m2")),
                        "integrity",
                        "delivery",
                        "agreement"),
                mutation(
                        "a message is shown in another channel as well",
                        insertBeforeQuiet(saw("bob", "random", "m2")),
                        "integrity"),
                mutation(
                        "a message is shown to somebody who is no member",
                        insertBeforeQuiet(saw("carol", "random", "m9")),
                        "integrity"),
                mutation(
                        "a message is shown to somebody who left",
                        insertBeforeQuiet(saw("eve", "general", "m7")),
                        "integrity"),
                mutation(
                        "a message is shown twice",
                        insertBeforeQuiet(saw("bob", "general", "m2")),
                        "integrity",
                        "idempotent-retries"),
                mutation(
                        "a message is shown twice in a row",
                        insertAfter(sighting("bob", "m2"), saw("bob", "general", "m2")),
                        "integrity",
                        "idempotent-retries"),
                mutation(
                        "a message comes again by catch-up after a reconnect",
                        insertAfter(
                                sighting("carol", "m3"),
                                new Saw(0, "carol", "general", "m1", ts("m1"), "alice", text("m1"), Via.CATCH_UP)),
                        "integrity",
                        "idempotent-retries",
                        "seam"),
                mutation(
                        "a message is stored twice",
                        insertAfter(row("m3"), new Stored(0, "general", "m3", ts("m4"), "bob", text("m3")))
                                .andThen(MutationTest::countRows),
                        "idempotent-retries"),
                mutation(
                        "a message is acknowledged under two ts",
                        insertBeforeQuiet(new Acknowledged(0, "bob", "general", "m3", ts("m33"))),
                        "idempotent-retries"),
                mutation(
                        "a message is shown under another ts",
                        replace(
                                sighting("bob", "m2"),
                                new Saw(0, "bob", "general", "m2", ts("m22"), "alice", text("m2"), Via.LIVE)),
                        "idempotent-retries"),
                mutation(
                        "one screen swaps two senders' messages",
                        moveAfter(sighting("bob", "m3"), sighting("bob", "m2")),
                        "total-order"),
                mutation(
                        "one screen swaps two messages of one sender",
                        moveAfter(sighting("bob", "m2"), sighting("bob", "m1")),
                        "total-order",
                        "sender-order"),
                mutation(
                        "a message is shown before it is sent",
                        swap(sighting("bob", "m1"), sighting("bob", "m2")),
                        "total-order",
                        "sender-order",
                        "integrity"),
                mutation(
                        "one screen shows a sender's first message last",
                        moveBeforeQuiet(sighting("bob", "m1")),
                        "total-order",
                        "sender-order"),
                mutation(
                        "all screens and the store turn a sender's order around",
                        turnAround("m8", "m9"),
                        "sender-order"),
                mutation("the store swaps two senders' messages", swap(row("m2"), row("m3")), "total-order"),
                mutation(
                        "the store swaps two messages of one sender",
                        swap(row("m8"), row("m9")),
                        "total-order",
                        "sender-order"),
                mutation(
                        "catch-up comes after newer messages", moveBeforeQuiet(sighting("carol", "m3")), "total-order"),
                mutation(
                        "a sender's own read lacks the message just acknowledged",
                        replace(read("alice-r2"), given("alice-r2", "m1", "m2", "m3", "m5")),
                        "read-your-writes",
                        "monotonic-reads",
                        "linearizable-log"),
                mutation(
                        "a later read lacks what an earlier one held",
                        replace(read("alice-r2"), given("alice-r2", "m2", "m3", "m5", "m7")),
                        "read-your-writes",
                        "monotonic-reads",
                        "linearizable-log"),
                mutation(
                        "two reads put two messages in different orders",
                        replace(read("alice-r2"), given("alice-r2", "m2", "m1", "m3", "m5", "m7")),
                        "linearizable-log"),
                mutation(
                        "the answer to a request after the faults is late",
                        events -> {
                            int at = indexOf(ackOf("m7"), events);
                            var ack = (Acknowledged) events.get(at);
                            events.set(
                                    at,
                                    new Acknowledged(
                                            ack.atMicros() + 20_000_000,
                                            ack.member(),
                                            ack.channel(),
                                            ack.id(),
                                            ack.ts()));
                            return events;
                        },
                        "recovery"));
    }

    @Test
    void theGoodHistoryKeepsEveryPromise() {
        assertThat(words(goodHistory()))
                .containsOnlyKeys(names())
                .allSatisfy((_, word) -> assertThat(word).isEqualTo("kept"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void breaksExactlyThePromisesThatItMust(String name, UnaryOperator<List<Event>> mutation, List<String> broken) {
        var mutant = mutation.apply(goodHistory());
        assertThat(mutant).as(name).isNotEqualTo(goodHistory());
        var expected = new TreeMap<String, String>();
        for (var promise : names()) {
            expected.put(promise, broken.contains(promise) ? "broken" : "kept");
        }
        assertThat(words(mutant))
                .as(() -> name + ": " + Promises.check(new History(mutant)))
                .isEqualTo(expected);
    }

    @Test
    void everyPromiseIsBrokenBySomeMutation() {
        var broken = new TreeSet<String>();
        mutations().forEach(arguments -> {
            if (arguments.get()[2] instanceof List<?> names) {
                names.forEach(name -> broken.add(String.valueOf(name)));
            }
        });
        assertThat(broken).containsExactlyInAnyOrder(names());
    }

    @Test
    void nothingIsKeptWithoutRest() {
        var restless = drop(Quiet.class::isInstance).apply(goodHistory());
        assertThat(words(restless)).allSatisfy((_, word) -> assertThat(word).isEqualTo("undecided"));
    }

    @Test
    void nothingIsKeptWhereNoFaultHit() {
        var missed = goodHistory();
        missed.replaceAll(event -> event instanceof Fault fault
                ? new Fault(fault.atMicros(), fault.kind(), fault.node(), fault.step(), false)
                : event);
        assertThat(words(missed)).allSatisfy((_, word) -> assertThat(word).isEqualTo("undecided"));
    }

    @Test
    void nothingIsKeptWhereNothingWasSent() {
        var silent = Recording.of("alice", "bob").quiet().stores().events();
        assertThat(words(silent)).allSatisfy((_, word) -> assertThat(word).isEqualTo("undecided"));
    }

    private static Arguments mutation(String name, Function<List<Event>, List<Event>> mutation, String... broken) {
        UnaryOperator<List<Event>> operator = mutation::apply;
        return Arguments.of(name, operator, List.of(broken));
    }

    private static Map<String, String> words(List<Event> events) {
        var words = new TreeMap<String, String>();
        Promises.check(new History(events)).forEach((name, verdict) -> words.put(name, verdict.word()));
        return words;
    }

    private static String[] names() {
        return Promises.all().stream().map(Promise::name).toArray(String[]::new);
    }

    private static Predicate<Event> read(String name) {
        return event -> event instanceof Read read && read.read().equals(name);
    }

    private static Read given(String read, String... ids) {
        return new Read(0, read.substring(0, read.indexOf('-')), "general", read, List.of(ids));
    }

    private static Predicate<Event> ackOf(String id) {
        return event -> event instanceof Acknowledged ack && ack.id().equals(id);
    }

    private static Predicate<Event> row(String id) {
        return event -> event instanceof Stored row && row.id().equals(id);
    }

    private static Predicate<Event> sighting(String member, String id) {
        return sightingOf(id)
                .and(event -> event instanceof Saw saw && saw.member().equals(member));
    }

    private static Predicate<Event> sightingOf(String id) {
        return event -> event instanceof Saw saw && saw.id().equals(id);
    }

    private static Saw saw(String member, String channel, String id) {
        return saw(member, channel, id, text(id));
    }

    private static Saw saw(String member, String channel, String id, String text) {
        var sender = switch (id) {
            case "m1", "m2", "m7" -> "alice";
            case "m4" -> "carol";
            default -> "bob";
        };
        return new Saw(0, member, channel, id, ts(id), sender, text, Via.LIVE);
    }

    private static UnaryOperator<List<Event>> drop(Predicate<Event> unwanted) {
        return events ->
                new ArrayList<>(events.stream().filter(unwanted.negate()).toList());
    }

    private static UnaryOperator<List<Event>> replace(Predicate<Event> old, Event replacement) {
        return events -> {
            events.set(indexOf(old, events), replacement);
            return events;
        };
    }

    private static UnaryOperator<List<Event>> insertAfter(Predicate<Event> place, Event event) {
        return events -> {
            events.add(indexOf(place, events) + 1, event);
            return events;
        };
    }

    private static UnaryOperator<List<Event>> insertBeforeQuiet(Event... inserted) {
        return events -> {
            events.addAll(indexOf(Quiet.class::isInstance, events), Arrays.asList(inserted));
            return events;
        };
    }

    private static UnaryOperator<List<Event>> ghostForAll() {
        return insertBeforeQuiet(Stream.of("alice", "bob", "carol", "frank")
                .map(member -> saw(member, "general", "m77", "ghost"))
                .toArray(Event[]::new));
    }

    private static UnaryOperator<List<Event>> swap(Predicate<Event> one, Predicate<Event> other) {
        return events -> {
            Collections.swap(events, indexOf(one, events), indexOf(other, events));
            return events;
        };
    }

    private static UnaryOperator<List<Event>> moveAfter(Predicate<Event> place, Predicate<Event> moved) {
        return events -> {
            var event = events.remove(indexOf(moved, events));
            events.add(indexOf(place, events) + 1, event);
            return events;
        };
    }

    private static UnaryOperator<List<Event>> moveBeforeQuiet(Predicate<Event> moved) {
        return events -> {
            var event = events.remove(indexOf(moved, events));
            events.add(indexOf(Quiet.class::isInstance, events), event);
            return events;
        };
    }

    /** Lets everyone see the first message only after the second, and the store hold it so. */
    private static UnaryOperator<List<Event>> turnAround(String first, String second) {
        return events -> {
            var firsts = events.stream().filter(sightingOf(first)).toList();
            events.removeAll(firsts);
            events.addAll(indexOf(Quiet.class::isInstance, events), firsts);
            return swap(row(first), row(second)).apply(events);
        };
    }

    private static List<Event> countRows(List<Event> events) {
        events.replaceAll(event -> event instanceof StoreRead read
                ? new StoreRead(read.atMicros(), read.channel(), (int) events.stream()
                        .filter(other ->
                                other instanceof Stored row && row.channel().equals(read.channel()))
                        .count())
                : event);
        return events;
    }

    private static int indexOf(Predicate<Event> wanted, List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            if (wanted.test(events.get(i))) {
                return i;
            }
        }
        throw new AssertionError("the good history has no such event");
    }
}
