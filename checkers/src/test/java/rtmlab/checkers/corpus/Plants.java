package rtmlab.checkers.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Connected;
import rtmlab.checkers.history.Event.Disconnected;
import rtmlab.checkers.history.Event.FaultsEnded;
import rtmlab.checkers.history.Event.Left;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Read;
import rtmlab.checkers.history.Event.Reading;
import rtmlab.checkers.history.Event.Refused;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Snapshot;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Via;

/** The faults that are planted in kept histories, and which promises each of them breaks: those, and no other. */
final class Plants {

    /** One kind of fault. The planting throws {@link Unfit} where a history offers no place for it. */
    record Plant(String name, Set<String> breaks, Consumer<Field> planting) {
        List<Event> in(List<Event> history) {
            var field = new Field(history);
            planting.accept(field);
            return field.events;
        }
    }

    /** Says that a history has no place for a fault. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unfit(String what) {
            super("there is no " + what, null, false, false);
        }
    }

    private static final List<Plant> ALL = List.of(
            plant("lose a row of the store", Field::loseRow, "no-lost-ack"),
            plant("lose all rows of the store", Field::loseRows, "no-lost-ack"),
            plant("lose a message on one screen", Field::loseSighting, "delivery", "agreement", "seam"),
            plant("lose a message on every screen", Field::loseSightings, "delivery", "seam"),
            plant("make a hole at the seam", Field::holeAtTheSeam, "delivery", "agreement", "seam"),
            plant("duplicate a message on one screen", Field::duplicate, "integrity", "idempotent-retries"),
            plant(
                    "duplicate a message across a reconnect",
                    Field::duplicateAtTheSeam,
                    "integrity",
                    "idempotent-retries",
                    "seam"),
            plant("duplicate a row of the store", Field::duplicateRow, "idempotent-retries"),
            plant("swap two senders' messages on one screen", field -> field.swap(false), "total-order"),
            plant("swap one sender's messages on one screen", field -> field.swap(true), "total-order", "sender-order"),
            plant("swap two senders' rows in the store", field -> field.swapRows(false), "total-order"),
            plant("swap one sender's rows in the store", field -> field.swapRows(true), "total-order", "sender-order"),
            plant("reorder across a reconnect", Field::reorderAcrossReconnect, "total-order"),
            plant("give two messages one ts", Field::oneTsForTwo, "total-order"),
            plant("alter a text on one screen", field -> field.alter("text"), "integrity"),
            plant("alter a sender on one screen", field -> field.alter("sender"), "integrity"),
            plant("alter a text in the store", Field::alterRow, "integrity"),
            plant("misdeliver to another channel", Field::misdeliver, "integrity"),
            plant("deliver to a stranger", Field::deliverToStranger, "integrity"),
            plant("deliver to somebody who left", Field::deliverAfterLeaving, "integrity"),
            plant("a ghost on every screen", field -> field.ghost(true), "integrity"),
            plant("a ghost on one screen", field -> field.ghost(false), "integrity", "agreement"),
            plant("a ghost in the store", Field::ghostRow, "integrity"),
            plant("resurrect a refused message", Field::resurrect, "integrity"),
            plant("acknowledge twice, under two ts", Field::acknowledgeTwice, "idempotent-retries"),
            plant("another ts on one screen", field -> field.alter("ts"), "idempotent-retries"),
            plant("another ts in the store", Field::anotherTsInStore, "idempotent-retries"),
            plant(
                    "a stale read of one's own message",
                    field -> field.staleRead(true),
                    "read-your-writes",
                    "monotonic-reads",
                    "linearizable-log"),
            plant(
                    "a stale read of another's message",
                    field -> field.staleRead(false),
                    "monotonic-reads",
                    "linearizable-log"),
            plant("a newcomer's stale read", Field::newcomersStaleRead, "linearizable-log"),
            plant("swap two messages in a read", Field::swapInRead, "linearizable-log"),
            plant("duplicate a message in a read", Field::duplicateInRead, "linearizable-log"),
            plant("a ghost in a read", Field::ghostInRead, "linearizable-log"),
            plant("duplicate a message in a snapshot", Field::duplicateInSnapshot, "seam"),
            plant("a ghost in a snapshot", Field::ghostInSnapshot, "seam"),
            plant("a message of another channel in a snapshot", Field::strangerInSnapshot, "seam"),
            plant("swap two senders' messages in a snapshot", field -> field.swapInSnapshot(false), "total-order"),
            plant(
                    "swap one sender's messages in a snapshot",
                    field -> field.swapInSnapshot(true),
                    "total-order",
                    "sender-order"),
            plant("a late answer after the faults", Field::lateAnswer, "recovery"),
            plant("no answer after the faults", Field::noAnswer, "recovery"),
            plant("a client that never connects again", Field::neverConnectedAgain, "recovery"));

    private Plants() {}

    static List<Plant> all() {
        return ALL;
    }

    private static Plant plant(String name, Consumer<Field> planting, String... breaks) {
        return new Plant(name, new TreeSet<>(List.of(breaks)), planting);
    }

    /** A history in which something is planted. */
    static final class Field {
        final List<Event> events;

        Field(List<Event> events) {
            this.events = new ArrayList<>(events);
        }

        void loseRow() {
            events.remove(row(someAck().id()));
            countRows();
        }

        void loseRows() {
            events.removeIf(Stored.class::isInstance);
            countRows();
        }

        void loseSighting() {
            events.remove(liveSighting());
        }

        void loseSightings() {
            var id = someAck().id();
            events.removeIf(event -> event instanceof Saw saw && saw.id().equals(id));
        }

        /** Takes a message out of a snapshot, and off the screen that was filled from it. */
        void holeAtTheSeam() {
            var snapshot = last(Snapshot.class, one -> one.ids().stream().anyMatch(this::isAcknowledged));
            // Not the first: a snapshot may begin late.
            var id = snapshot.ids().stream()
                    .filter(this::isAcknowledged)
                    .toList()
                    .getLast();
            events.remove(
                    last(Saw.class, saw -> saw.id().equals(id) && saw.member().equals(snapshot.member())));
            var rest = snapshot.ids().stream().filter(one -> !one.equals(id)).toList();
            replace(snapshot, of(snapshot, rest));
        }

        void duplicate() {
            var saw = liveSighting();
            events.add(events.indexOf(saw) + 1, saw);
        }

        void duplicateAtTheSeam() {
            var saw = liveSighting();
            reconnect(saw.member(), saw.channel(), saw.id());
            beforeQuiet(saw);
        }

        void duplicateRow() {
            var row = row(someAck().id());
            events.add(events.indexOf(row) + 1, row);
            countRows();
        }

        /** Shows a message only after the one that followed it. */
        void swap(boolean ofOneSender) {
            for (int at = 0; at < events.size(); at++) {
                if (!(events.get(at) instanceof Saw one)) {
                    continue;
                }
                for (int next = nextOnScreen(one, at); next >= 0; next = nextOnScreen(one, next)) {
                    var other = (Saw) events.get(next);
                    if (isPair(one.id(), other.id(), ofOneSender) && isSeenElsewhere(one) && isSeenElsewhere(other)) {
                        events.add(next, events.remove(at));
                        return;
                    }
                    if (!ofOneSender) {
                        break; // Only neighbours: what stands between them might be of one's own.
                    }
                }
            }
            throw new Unfit("pair of sightings");
        }

        private int nextOnScreen(Saw one, int at) {
            for (int next = at + 1; next < events.size(); next++) {
                if (events.get(next) instanceof Saw other
                        && other.member().equals(one.member())
                        && other.channel().equals(one.channel())) {
                    return next;
                }
            }
            return -1;
        }

        private boolean isSeenElsewhere(Saw saw) {
            return events.stream()
                    .anyMatch(event -> event instanceof Saw other
                            && other.id().equals(saw.id())
                            && !other.member().equals(saw.member()));
        }

        void swapRows(boolean ofOneSender) {
            for (int at = 0; at < events.size(); at++) {
                int end = ofOneSender ? events.size() : Math.min(at + 2, events.size());
                for (int next = at + 1; next < end; next++) {
                    if (events.get(at) instanceof Stored one
                            && events.get(next) instanceof Stored other
                            && one.channel().equals(other.channel())
                            && isPair(one.id(), other.id(), ofOneSender)) {
                        events.set(at, other);
                        events.set(next, one);
                        return;
                    }
                }
            }
            throw new Unfit("pair of rows");
        }

        /** Two messages of one sender, the second asked for when the first was acknowledged; or of two senders. */
        private boolean isPair(String one, String other, boolean ofOneSender) {
            if (!isAcknowledged(one) || !isAcknowledged(other)) {
                return false;
            }
            boolean same = request(one).member().equals(request(other).member());
            return same == ofOneSender && (!same || events.indexOf(ack(one)) < events.indexOf(request(other)));
        }

        void reorderAcrossReconnect() {
            var saw = last(
                    Saw.class,
                    one -> isAcknowledged(one.id())
                            && one.via() == Via.LIVE
                            && isLastOfItsSender(one)
                            && nextOnScreen(one, events.indexOf(one)) >= 0);
            events.remove(saw);
            reconnect(saw.member(), saw.channel(), saw.id());
            beforeQuiet(new Saw(
                    saw.atMicros(),
                    saw.member(),
                    saw.channel(),
                    saw.id(),
                    saw.ts(),
                    saw.sender(),
                    saw.text(),
                    Via.CATCH_UP));
        }

        private boolean isLastOfItsSender(Saw saw) {
            int at = events.indexOf(request(saw.id()));
            return events.subList(at + 1, events.size()).stream()
                    .noneMatch(event -> event instanceof Submitted later
                            && later.member().equals(saw.sender())
                            && later.channel().equals(saw.channel())
                            && !later.id().equals(saw.id()));
        }

        /** Everybody agrees on the ts that a message has, but it is another message's, too. */
        void oneTsForTwo() {
            var one = last(Stored.class, _ -> true);
            var other = last(
                    Stored.class,
                    row -> row.channel().equals(one.channel()) && !row.id().equals(one.id()));
            for (var event : List.copyOf(events)) {
                switch (event) {
                    case Stored row when row.id().equals(other.id()) -> replace(row, stored(row, one.ts(), row.text()));
                    case Saw saw
                    when saw.id().equals(other.id()) ->
                        replace(
                                saw,
                                new Saw(
                                        saw.atMicros(),
                                        saw.member(),
                                        saw.channel(),
                                        saw.id(),
                                        one.ts(),
                                        saw.sender(),
                                        saw.text(),
                                        saw.via()));
                    case Acknowledged ack
                    when ack.id().equals(other.id()) ->
                        replace(ack, new Acknowledged(ack.atMicros(), ack.member(), ack.channel(), ack.id(), one.ts()));
                    default -> {}
                }
            }
        }

        void alter(String what) {
            var saw = liveSighting();
            replace(
                    saw,
                    new Saw(
                            saw.atMicros(),
                            saw.member(),
                            saw.channel(),
                            saw.id(),
                            what.equals("ts") ? "9999999999.000001" : saw.ts(),
                            what.equals("sender") ? "mallory" : saw.sender(),
                            what.equals("text") ? "something else" : saw.text(),
                            saw.via()));
        }

        void alterRow() {
            var row = row(someAck().id());
            replace(row, stored(row, row.ts(), "something else"));
        }

        void anotherTsInStore() {
            var row = row(someAck().id());
            replace(row, stored(row, "9999999999.000001", row.text()));
        }

        private static Stored stored(Stored row, String ts, String text) {
            return new Stored(row.atMicros(), row.channel(), row.id(), ts, row.sender(), text);
        }

        void misdeliver() {
            var saw = liveSighting();
            beforeQuiet(at(saw, saw.member(), "elsewhere"));
        }

        void deliverToStranger() {
            var saw = liveSighting();
            beforeQuiet(at(saw, "mallory", saw.channel()));
        }

        void deliverAfterLeaving() {
            var saw = last(Saw.class, one -> isAcknowledged(one.id()));
            events.remove(saw);
            beforeQuiet(new Left(saw.atMicros(), saw.member(), saw.channel()));
            beforeQuiet(saw);
        }

        private static Saw at(Saw saw, String member, String channel) {
            return new Saw(saw.atMicros(), member, channel, saw.id(), saw.ts(), saw.sender(), saw.text(), saw.via());
        }

        void ghost(boolean everywhere) {
            var saw = liveSighting();
            for (var member : everywhere ? members(saw.channel()) : List.of(saw.member())) {
                beforeQuiet(new Saw(
                        saw.atMicros(),
                        member,
                        saw.channel(),
                        "ghost",
                        "9999999999.000001",
                        saw.sender(),
                        "boo",
                        Via.LIVE));
            }
        }

        void ghostRow() {
            var row = row(someAck().id());
            events.add(
                    events.indexOf(row) + 1,
                    new Stored(row.atMicros(), row.channel(), "ghost", "9999999999.000001", row.sender(), "boo"));
            countRows();
        }

        void resurrect() {
            var request = request(someAck().id());
            beforeQuiet(
                    new Submitted(request.atMicros(), request.member(), request.channel(), "refused", "never mind", 1));
            beforeQuiet(
                    new Refused(request.atMicros(), request.member(), request.channel(), "refused", "rate_limited"));
            for (var member : members(request.channel())) {
                beforeQuiet(new Saw(
                        request.atMicros(),
                        member,
                        request.channel(),
                        "refused",
                        "9999999999.000001",
                        request.member(),
                        "never mind",
                        Via.LIVE));
            }
        }

        void acknowledgeTwice() {
            var ack = someAck();
            beforeQuiet(new Acknowledged(ack.atMicros(), ack.member(), ack.channel(), ack.id(), "9999999999.000001"));
        }

        /** Takes a message that the reader has seen, or sent, out of the reader's last read. */
        void staleRead(boolean own) {
            for (var read : reads()) {
                for (var id : read.ids()) {
                    boolean isOwn = request(id).member().equals(read.member());
                    if (isOwn == own && isAcknowledged(id) && isBefore(ack(id), asking(read)) && isSeen(read, id)) {
                        replace(read, answer(read, without(read.ids(), id)));
                        return;
                    }
                }
            }
            throw new Unfit("read of an acknowledged message");
        }

        private boolean isSeen(Read read, String id) {
            return events.subList(0, events.indexOf(asking(read))).stream()
                    .anyMatch(event -> event instanceof Saw saw
                            && saw.member().equals(read.member())
                            && saw.id().equals(id));
        }

        void newcomersStaleRead() {
            var read = reads().getFirst();
            var last = read.ids().stream().filter(this::isAcknowledged).toList().getLast();
            beforeQuiet(new Reading(read.atMicros(), "mallory", read.channel(), "mallory-r1"));
            beforeQuiet(new Read(read.atMicros(), "mallory", read.channel(), "mallory-r1", without(read.ids(), last)));
        }

        void swapInRead() {
            var read = reads().getFirst();
            var ids = new ArrayList<>(read.ids());
            ids.addFirst(ids.remove(1));
            replace(read, answer(read, ids));
        }

        void duplicateInRead() {
            var read = reads().getFirst();
            var ids = new ArrayList<>(read.ids());
            ids.add(ids.getFirst());
            replace(read, answer(read, ids));
        }

        void ghostInRead() {
            var read = reads().getFirst();
            var ids = new ArrayList<>(read.ids());
            ids.add("ghost");
            replace(read, answer(read, ids));
        }

        void duplicateInSnapshot() {
            var snapshot = fullSnapshot();
            var ids = new ArrayList<>(snapshot.ids());
            ids.add(ids.getFirst());
            replace(snapshot, of(snapshot, ids));
        }

        void ghostInSnapshot() {
            var snapshot = fullSnapshot();
            var ids = new ArrayList<>(snapshot.ids());
            ids.add("ghost");
            replace(snapshot, of(snapshot, ids));
        }

        void strangerInSnapshot() {
            var snapshot = fullSnapshot();
            long at = snapshot.atMicros();
            var member = snapshot.member();
            events.add(events.indexOf(snapshot), new Submitted(at, member, "elsewhere", "stranger", "hello", 1));
            var ids = new ArrayList<>(snapshot.ids());
            ids.add("stranger");
            replace(snapshot, of(snapshot, ids));
        }

        /** In that of a member that connects once more at the end. */
        void swapInSnapshot(boolean ofOneSender) {
            for (int at = 0; at < events.size(); at++) {
                if (!(events.get(at) instanceof Saw one)) {
                    continue;
                }
                for (int next = nextOnScreen(one, at); next >= 0; next = nextOnScreen(one, next)) {
                    var other = (Saw) events.get(next);
                    if (isPair(one.id(), other.id(), ofOneSender)) {
                        reconnect(one.member(), one.channel(), other.id(), one.id());
                        return;
                    }
                }
            }
            throw new Unfit("pair of sightings");
        }

        private Snapshot fullSnapshot() {
            return last(Snapshot.class, snapshot -> !snapshot.ids().isEmpty());
        }

        private static Snapshot of(Snapshot snapshot, List<String> ids) {
            return new Snapshot(snapshot.atMicros(), snapshot.member(), snapshot.channel(), ids);
        }

        void lateAnswer() {
            var ended = last(FaultsEnded.class, _ -> true);
            var ack = last(Acknowledged.class, one -> isBefore(ended, request(one.id())));
            long late = ack.atMicros() + 2 * ended.withinMicros();
            replace(ack, new Acknowledged(late, ack.member(), ack.channel(), ack.id(), ack.ts()));
        }

        void noAnswer() {
            var ended = last(FaultsEnded.class, _ -> true);
            events.remove(last(Acknowledged.class, one -> isBefore(ended, request(one.id()))));
            waitFor(2 * ended.withinMicros());
        }

        void neverConnectedAgain() {
            var ended = last(FaultsEnded.class, _ -> true);
            var saw = liveSighting();
            beforeQuiet(new Disconnected(last(Quiet.class, _ -> true).atMicros(), saw.member(), "reset"));
            waitFor(2 * ended.withinMicros());
        }

        /** The store is read so much later. */
        private void waitFor(long micros) {
            var read = last(StoreRead.class, _ -> true);
            replace(read, new StoreRead(read.atMicros() + micros, read.channel(), read.count()));
        }

        // From here on: finding places.

        /** The first acknowledged message that somebody else saw live. */
        private Acknowledged someAck() {
            return first(
                    Acknowledged.class, ack -> ack.id().equals(liveSighting().id()));
        }

        /** Somebody is shown another's acknowledged message as it comes, and stays; not the channel's last message. */
        private Saw liveSighting() {
            return first(
                    Saw.class,
                    saw -> saw.via() == Via.LIVE
                            && isAcknowledged(saw.id())
                            && !saw.sender().equals(saw.member())
                            && nextOnScreen(saw, events.indexOf(saw)) >= 0);
        }

        /** The last read of each member that holds at least two messages, the longest first. */
        private List<Read> reads() {
            var reads = new ArrayList<Read>();
            for (var event : events.reversed()) {
                if (event instanceof Read read
                        && read.ids().size() > 1
                        && reads.stream().noneMatch(one -> one.member().equals(read.member()))) {
                    reads.add(read);
                }
            }
            if (reads.isEmpty()) {
                throw new Unfit("read of two messages");
            }
            return reads;
        }

        private Reading asking(Read read) {
            return first(Reading.class, asking -> asking.read().equals(read.read()));
        }

        private static Read answer(Read read, List<String> ids) {
            return new Read(read.atMicros(), read.member(), read.channel(), read.read(), ids);
        }

        private static List<String> without(List<String> ids, String one) {
            return ids.stream().filter(id -> !id.equals(one)).toList();
        }

        private List<String> members(String channel) {
            return events.stream()
                    .filter(event -> event instanceof Event.Joined joined
                            && joined.channel().equals(channel))
                    .map(event -> ((Event.Joined) event).member())
                    .distinct()
                    .toList();
        }

        private boolean isAcknowledged(String id) {
            return events.stream()
                    .anyMatch(event ->
                            event instanceof Acknowledged ack && ack.id().equals(id));
        }

        private Acknowledged ack(String id) {
            return first(Acknowledged.class, ack -> ack.id().equals(id));
        }

        private Submitted request(String id) {
            return first(Submitted.class, request -> request.id().equals(id));
        }

        private Stored row(String id) {
            return first(Stored.class, row -> row.id().equals(id));
        }

        private boolean isBefore(Event one, Event other) {
            return events.indexOf(one) < events.indexOf(other);
        }

        private <E extends Event> E first(Class<E> type, Predicate<E> wanted) {
            return events.stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(wanted)
                    .findFirst()
                    .orElseThrow(() -> new Unfit(type.getSimpleName()));
        }

        private <E extends Event> E last(Class<E> type, Predicate<E> wanted) {
            return events.reversed().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(wanted)
                    .findFirst()
                    .orElseThrow(() -> new Unfit(type.getSimpleName()));
        }

        private void reconnect(String member, String channel, String... ids) {
            long at = last(Quiet.class, _ -> true).atMicros();
            beforeQuiet(new Disconnected(at, member, "reset"));
            beforeQuiet(new Snapshot(at, member, channel, List.of(ids)));
            beforeQuiet(new Connected(at, member));
        }

        private void beforeQuiet(Event event) {
            events.add(events.indexOf(last(Quiet.class, _ -> true)), event);
        }

        private void replace(Event old, Event other) {
            events.set(events.indexOf(old), other);
        }

        private void countRows() {
            events.replaceAll(event -> event instanceof StoreRead read
                    ? new StoreRead(read.atMicros(), read.channel(), (int) events.stream()
                            .filter(other ->
                                    other instanceof Stored row && row.channel().equals(read.channel()))
                            .count())
                    : event);
        }
    }
}
