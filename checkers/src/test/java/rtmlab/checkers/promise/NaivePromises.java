package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Connected;
import rtmlab.checkers.history.Event.Disconnected;
import rtmlab.checkers.history.Event.FaultsEnded;
import rtmlab.checkers.history.Event.Joined;
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
import rtmlab.checkers.history.Event.Unknown;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.linearizability.BruteForce;
import rtmlab.checkers.model.AppendOnlyLog;

/**
 * The definitions of the promises said once more, each by looking at everything again and again: too slow for anything
 * but a handful of events, and too simple to be wrong.
 */
final class NaivePromises {
    private final List<Event> events;
    private final int rest;

    NaivePromises(List<Event> events) {
        this.events = events;
        int lastQuiet = last(Quiet.class::isInstance);
        this.rest = lastQuiet > last(Submitted.class::isInstance) ? lastQuiet : -1;
    }

    Set<String> broken() {
        var broken = new TreeSet<String>();
        for (var channel : channels()) {
            add(broken, "no-lost-ack", rest >= 0 && isStoreRead(channel) && losesAnAck(channel));
            add(broken, "delivery", rest >= 0 && failsToDeliver(channel));
            add(broken, "agreement", rest >= 0 && disagrees(channel));
            add(broken, "total-order", hasCycle(channel));
            add(broken, "sender-order", turnsASenderAround(channel));
            add(broken, "linearizable-log", isNoLog(channel));
            add(broken, "read-your-writes", losesOwnWrites(channel));
            add(broken, "monotonic-reads", losesWhatWasSeen(channel));
            add(broken, "monotonic-writes", losesEarlierWrites(channel));
            add(broken, "writes-follow-reads", losesWhatWasAnswered(channel));
            add(broken, "seam", hasBadSeam(channel));
        }
        add(broken, "integrity", at(event -> true).anyMatch(this::isWrong));
        add(broken, "idempotent-retries", ids().stream().anyMatch(this::isDoubled));
        add(broken, "recovery", failsToRecover());
        return broken;
    }

    private static void add(Set<String> broken, String promise, boolean isBroken) {
        if (isBroken) {
            broken.add(promise);
        }
    }

    private boolean losesAnAck(String channel) {
        return sentTo(channel).stream()
                .anyMatch(id -> ack(id) != null && !rows(channel).contains(id));
    }

    private boolean failsToDeliver(String channel) {
        return members(channel).stream()
                .anyMatch(member -> sentTo(channel).stream()
                        .anyMatch(id -> ack(id) != null
                                && stays(member, channel)
                                && submittedAt(id) > joinedAt(member, channel, rest)
                                && !screen(member, channel).contains(id)));
    }

    private boolean disagrees(String channel) {
        for (var id : ids()) {
            var request = request(id);
            int firstSeen = at(event -> event instanceof Saw saw
                            && saw.id().equals(id)
                            && saw.channel().equals(channel)
                            && joinedAt(saw.member(), channel, events.indexOf(saw)) >= 0)
                    .findFirst()
                    .orElse(-1);
            if (firstSeen < 0 || (request != null && !request.channel().equals(channel))) {
                continue;
            }
            int known = request == null ? firstSeen : Math.min(firstSeen, submittedAt(id));
            for (var member : members(channel)) {
                if (stays(member, channel)
                        && known > joinedAt(member, channel, rest)
                        && !screen(member, channel).contains(id)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isWrong(int place) {
        var event = events.get(place);
        if (event instanceof Saw saw) {
            boolean again = at(other -> other instanceof Saw before
                            && before.member().equals(saw.member())
                            && before.channel().equals(saw.channel())
                            && before.id().equals(saw.id()))
                    .anyMatch(other -> other < place);
            return again
                    || joinedAt(saw.member(), saw.channel(), place) < 0
                    || isWrong(place, saw.channel(), saw.id(), saw.sender(), saw.text());
        }
        return event instanceof Stored row && isWrong(place, row.channel(), row.id(), row.sender(), row.text());
    }

    private boolean isWrong(int place, String channel, String id, String sender, String text) {
        var request = request(id);
        return request == null
                || place < submittedAt(id)
                || isCertainlyNotSent(id)
                || !request.channel().equals(channel)
                || !request.member().equals(sender)
                || !request.text().equals(text);
    }

    private boolean hasCycle(String channel) {
        var ids = new ArrayList<>(ids());
        var before = new boolean[ids.size()][ids.size()];
        for (var view : allViews(channel)) {
            for (int i = 0; i < view.size(); i++) {
                for (int j = i + 1; j < view.size(); j++) {
                    before[ids.indexOf(view.get(i))][ids.indexOf(view.get(j))] = true;
                }
            }
        }
        var underOneTs = ids.stream()
                .filter(id -> sentTo(channel).contains(id) && allTs(id).size() == 1)
                .toList();
        for (var one : underOneTs) {
            for (var other : underOneTs) {
                if (!one.equals(other) && ts(one).equals(ts(other))) {
                    return true;
                }
            }
        }
        for (int via = 0; via < ids.size(); via++) {
            for (int i = 0; i < ids.size(); i++) {
                for (int j = 0; j < ids.size(); j++) {
                    before[i][j] |= before[i][via] && before[via][j];
                }
            }
        }
        return IntStream.range(0, ids.size()).anyMatch(i -> before[i][i]);
    }

    private String ts(String id) {
        return allTs(id).iterator().next();
    }

    private Set<String> allTs(String id) {
        var all = new HashSet<String>();
        for (var event : events) {
            switch (event) {
                case Saw saw when saw.id().equals(id) -> all.add(saw.ts());
                case Stored row when row.id().equals(id) -> all.add(row.ts());
                case Acknowledged ack when ack.id().equals(id) -> all.add(ack.ts());
                default -> {}
            }
        }
        return all;
    }

    private boolean turnsASenderAround(String channel) {
        return allViews(channel).stream()
                .anyMatch(view -> sentTo(channel).stream()
                        .anyMatch(earlier -> sentTo(channel).stream()
                                .anyMatch(later -> isOfOneSender(earlier, later)
                                        && ack(later) != null
                                        && isAckedBefore(earlier, submittedAt(later))
                                        && view.contains(earlier)
                                        && view.indexOf(later) >= 0
                                        && view.indexOf(later) < view.indexOf(earlier))));
    }

    /** Every screen, the store and every snapshot, each message where it stands first. */
    private List<List<String>> allViews(String channel) {
        var views = new ArrayList<List<String>>();
        members(channel).forEach(member -> views.add(distinct(screen(member, channel))));
        views.add(distinct(rows(channel)));
        for (var event : events) {
            if (event instanceof Snapshot snapshot && snapshot.channel().equals(channel)) {
                views.add(distinct(snapshot.ids()));
            }
        }
        return views;
    }

    private boolean isDoubled(String id) {
        var ts = new LinkedHashSet<String>();
        for (var event : events) {
            switch (event) {
                case Acknowledged ack when ack.id().equals(id) -> ts.add(ack.ts());
                case Saw saw when saw.id().equals(id) -> ts.add(saw.ts());
                case Stored row when row.id().equals(id) -> ts.add(row.ts());
                default -> {}
            }
        }
        return ts.size() > 1
                || channels().stream()
                        .anyMatch(channel -> times(id, rows(channel)) > 1
                                || members(channel).stream()
                                        .anyMatch(member -> times(id, screen(member, channel)) > 1));
    }

    private boolean isNoLog(String channel) {
        if (reads(channel).isEmpty()) {
            return false;
        }
        var operations = new ArrayList<Operation>();
        for (var id : sentTo(channel)) {
            var outcome = ack(id) != null ? Outcome.OK : isCertainlyNotSent(id) ? Outcome.FAILED : Outcome.UNKNOWN;
            int end = switch (outcome) {
                case OK -> ackedAt(id);
                case FAILED -> events.size();
                case UNKNOWN -> Operation.NEVER;
            };
            operations.add(operation(
                    "append", Edn.of(id), outcome == Outcome.OK ? Edn.of(id) : null, outcome, submittedAt(id), end));
        }
        for (int place : reads(channel)) {
            var ids = read(place).ids().stream().map(Edn::of).toList();
            operations.add(operation("read", Edn.nil(), new Edn.VectorOf(ids), Outcome.OK, begunAt(place), place));
        }
        return !BruteForce.fits(new AppendOnlyLog(), operations);
    }

    private static Operation operation(
            String f, Edn input, @Nullable Edn output, Outcome outcome, int invoked, int answered) {
        return new Operation(
                0, f, Edn.nil(), input, output, outcome, invoked, answered, new Moment(1, 0), new Moment(1, 0));
    }

    private boolean losesOwnWrites(String channel) {
        return reads(channel).stream()
                .anyMatch(place -> sentTo(channel).stream()
                        .anyMatch(id -> sender(id).equals(read(place).member())
                                && isAckedBefore(id, begunAt(place))
                                && !read(place).ids().contains(id)));
    }

    private boolean losesWhatWasSeen(String channel) {
        return reads(channel).stream()
                .anyMatch(place -> known(read(place).member(), channel, begunAt(place)).stream()
                        .anyMatch(id -> !read(place).ids().contains(id)));
    }

    private boolean losesEarlierWrites(String channel) {
        return histories(channel).stream()
                .anyMatch(view -> sentTo(channel).stream()
                        .anyMatch(later -> sentTo(channel).stream()
                                .anyMatch(earlier -> isOfOneSender(earlier, later)
                                        && isAckedBefore(earlier, submittedAt(later))
                                        && isMissedBefore(earlier, later, view))));
    }

    private boolean losesWhatWasAnswered(String channel) {
        return histories(channel).stream()
                .anyMatch(view -> sentTo(channel).stream()
                        .anyMatch(answer -> known(sender(answer), channel, submittedAt(answer)).stream()
                                .anyMatch(seen -> isMissedBefore(seen, answer, view))));
    }

    private static boolean isMissedBefore(String earlier, String later, List<String> view) {
        return view.contains(later) && (!view.contains(earlier) || view.indexOf(earlier) > view.indexOf(later));
    }

    /** What members read, and the store if it was read to the end. */
    private List<List<String>> histories(String channel) {
        var histories = new ArrayList<List<String>>();
        reads(channel).forEach(place -> histories.add(read(place).ids()));
        if (rest >= 0 && isStoreRead(channel)) {
            histories.add(rows(channel));
        }
        return histories;
    }

    /** What this member saw or read here before this place, of what was not sent to another channel. */
    private List<String> known(String member, String channel, int before) {
        var known = new ArrayList<String>();
        for (int place = 0; place < before; place++) {
            switch (events.get(place)) {
                case Saw saw when saw.member().equals(member) && saw.channel().equals(channel) -> known.add(saw.id());
                case Read read
                when read.member().equals(member) && read.channel().equals(channel) -> known.addAll(read.ids());
                default -> {}
            }
        }
        known.removeIf(id -> {
            var request = request(id);
            return request != null && !request.channel().equals(channel);
        });
        return known;
    }

    private boolean hasBadSeam(String channel) {
        return members(channel).stream().anyMatch(member -> {
            var snapshots = at(event -> event instanceof Snapshot snapshot
                            && snapshot.member().equals(member)
                            && snapshot.channel().equals(channel))
                    .boxed()
                    .toList();
            return !snapshots.isEmpty()
                    && (snapshots.stream().anyMatch(this::isNoSnapshot)
                            || doubles(member, channel, snapshots)
                            || (rest >= 0 && isStoreRead(channel) && misses(member, channel, snapshots)));
        });
    }

    private boolean isNoSnapshot(int place) {
        var snapshot = (Snapshot) events.get(place);
        return snapshot.ids().stream().anyMatch(id -> {
            var request = request(id);
            return times(id, snapshot.ids()) > 1
                    || request == null
                    || submittedAt(id) > place
                    || !request.channel().equals(snapshot.channel())
                    || isCertainlyNotSent(id);
        });
    }

    private boolean doubles(String member, String channel, List<Integer> snapshots) {
        var sightings = sightings(member, channel);
        return sightings.stream()
                .anyMatch(again -> sightings.stream().anyMatch(first -> {
                    if (first >= again || !((Saw) events.get(first)).id().equals(((Saw) events.get(again)).id())) {
                        return false;
                    }
                    var before =
                            snapshots.stream().filter(place -> place < again).toList();
                    return !before.isEmpty()
                            && (first < before.getLast()
                                    || ((Snapshot) events.get(before.getLast()))
                                            .ids()
                                            .contains(((Saw) events.get(again)).id()));
                }));
    }

    private boolean misses(String member, String channel, List<Integer> snapshots) {
        var rows = rows(channel);
        var shown = screen(member, channel);
        var first = (Snapshot) events.get(snapshots.getFirst());
        int since = joinedAt(member, channel, snapshots.getFirst());
        for (int row = 0; row < rows.size(); row++) {
            var id = rows.get(row);
            int here = row;
            boolean begun = first.ids().isEmpty()
                    || shown.stream().anyMatch(one -> rows.contains(one) && rows.indexOf(one) < here)
                    || snapshots.stream()
                            .flatMap(place -> ((Snapshot) events.get(place)).ids().stream())
                            .anyMatch(one -> rows.contains(one) && rows.indexOf(one) <= here);
            boolean goesOn = stays(member, channel)
                    || sightings(member, channel).stream()
                            .anyMatch(place -> joinedAt(member, channel, place) >= 0
                                    && rows.indexOf(((Saw) events.get(place)).id()) > here)
                    || snapshots.stream()
                            .filter(place -> joinedAt(member, channel, place) >= 0)
                            .flatMap(place -> ((Snapshot) events.get(place)).ids().stream())
                            .anyMatch(one -> rows.indexOf(one) >= here);
            var request = request(id);
            boolean isOwed = since >= 0
                    && request != null
                    && request.channel().equals(channel)
                    && submittedAt(id) > since
                    && !isCertainlyNotSent(id);
            if (begun && goesOn && isOwed && !shown.contains(id)) {
                return true;
            }
        }
        return false;
    }

    private boolean failsToRecover() {
        int place = last(FaultsEnded.class::isInstance);
        if (place < 0) {
            return false;
        }
        var ended = (FaultsEnded) events.get(place);
        long until = events.stream().mapToLong(Event::atMicros).max().orElse(0);
        for (var id : ids()) {
            var request = request(id);
            var ack = ack(id);
            if (request != null
                    && submittedAt(id) > place
                    && (ack == null ? until : ack.atMicros()) - request.atMicros() > ended.withinMicros()) {
                return true;
            }
        }
        for (int at = 0; at < events.size(); at++) {
            if (events.get(at) instanceof Disconnected lost && isConnectedBefore(lost.member(), at)) {
                long back = until;
                for (int later = at + 1; later < events.size(); later++) {
                    if (events.get(later) instanceof Connected again
                            && again.member().equals(lost.member())) {
                        back = again.atMicros();
                        break;
                    }
                }
                if (back - Math.max(lost.atMicros(), ended.atMicros()) > ended.withinMicros()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isConnectedBefore(String member, int place) {
        for (int at = place - 1; at >= 0; at--) {
            if (events.get(at) instanceof Disconnected lost && lost.member().equals(member)) {
                return false;
            }
            if (events.get(at) instanceof Connected back && back.member().equals(member)) {
                return true;
            }
        }
        return true;
    }

    // From here on: looking things up.

    private IntStream at(Predicate<Event> wanted) {
        return IntStream.range(0, events.size()).filter(place -> wanted.test(events.get(place)));
    }

    private int last(Predicate<Event> wanted) {
        return at(wanted).max().orElse(-1);
    }

    private Set<String> channels() {
        var channels = new TreeSet<String>();
        for (var event : events) {
            switch (event) {
                case Submitted e -> channels.add(e.channel());
                case Saw e -> channels.add(e.channel());
                case Stored e -> channels.add(e.channel());
                case Reading e -> channels.add(e.channel());
                case Snapshot e -> channels.add(e.channel());
                default -> {}
            }
        }
        return channels;
    }

    private Set<String> members(String channel) {
        var members = new TreeSet<String>();
        for (var event : events) {
            switch (event) {
                case Joined e when e.channel().equals(channel) -> members.add(e.member());
                case Saw e when e.channel().equals(channel) -> members.add(e.member());
                case Snapshot e when e.channel().equals(channel) -> members.add(e.member());
                default -> {}
            }
        }
        return members;
    }

    private Set<String> ids() {
        var ids = new TreeSet<String>();
        for (var event : events) {
            switch (event) {
                case Submitted e -> ids.add(e.id());
                case Saw e -> ids.add(e.id());
                case Stored e -> ids.add(e.id());
                case Snapshot e -> ids.addAll(e.ids());
                default -> {}
            }
        }
        return ids;
    }

    private Set<String> sentTo(String channel) {
        var sent = new LinkedHashSet<String>();
        ids().forEach(id -> {
            var request = request(id);
            if (request != null && request.channel().equals(channel)) {
                sent.add(id);
            }
        });
        return sent;
    }

    private @Nullable Submitted request(String id) {
        int at = submittedAt(id);
        return at < 0 ? null : (Submitted) events.get(at);
    }

    private String sender(String id) {
        var request = request(id);
        return request == null ? "" : request.member();
    }

    private int submittedAt(String id) {
        return at(event -> event instanceof Submitted e && e.id().equals(id))
                .findFirst()
                .orElse(-1);
    }

    private @Nullable Acknowledged ack(String id) {
        int at = ackedAt(id);
        return at < 0 ? null : (Acknowledged) events.get(at);
    }

    private int ackedAt(String id) {
        return at(event -> event instanceof Acknowledged e && e.id().equals(id))
                .findFirst()
                .orElse(-1);
    }

    private boolean isAckedBefore(String id, int place) {
        return ackedAt(id) >= 0 && ackedAt(id) < place;
    }

    private boolean isOfOneSender(String one, String other) {
        return sender(one).equals(sender(other)) && !one.equals(other);
    }

    private boolean isCertainlyNotSent(String id) {
        long attempts =
                at(event -> event instanceof Submitted e && e.id().equals(id)).count();
        long refused =
                at(event -> event instanceof Refused e && e.id().equals(id)).count();
        boolean maybe = at(event -> (event instanceof Unknown e && e.id().equals(id))
                                || (event instanceof Acknowledged a && a.id().equals(id)))
                        .count()
                > 0;
        return !maybe && refused >= attempts;
    }

    /** Where the membership began that covers this place, or -1. */
    private int joinedAt(String member, String channel, int place) {
        int since = -1;
        for (int at = 0; at < place; at++) {
            switch (events.get(at)) {
                case Joined e
                when e.member().equals(member) && e.channel().equals(channel) -> since = since < 0 ? at : since;
                case Left e when e.member().equals(member) && e.channel().equals(channel) -> since = -1;
                default -> {}
            }
        }
        return since;
    }

    private boolean stays(String member, String channel) {
        boolean connected = true;
        for (int at = 0; at < rest; at++) {
            switch (events.get(at)) {
                case Connected e when e.member().equals(member) -> connected = true;
                case Disconnected e when e.member().equals(member) -> connected = false;
                default -> {}
            }
        }
        return rest >= 0 && connected && joinedAt(member, channel, rest) >= 0;
    }

    private List<Integer> sightings(String member, String channel) {
        return at(event -> event instanceof Saw saw
                        && saw.member().equals(member)
                        && saw.channel().equals(channel))
                .boxed()
                .toList();
    }

    private List<String> screen(String member, String channel) {
        return sightings(member, channel).stream()
                .map(place -> ((Saw) events.get(place)).id())
                .toList();
    }

    private List<String> rows(String channel) {
        return at(event -> event instanceof Stored row && row.channel().equals(channel))
                .mapToObj(place -> ((Stored) events.get(place)).id())
                .toList();
    }

    private boolean isStoreRead(String channel) {
        int at = last(event -> event instanceof StoreRead read && read.channel().equals(channel));
        return at > rest
                && ((StoreRead) events.get(at)).count() == rows(channel).size();
    }

    private List<Integer> reads(String channel) {
        return at(event -> event instanceof Read read && read.channel().equals(channel))
                .boxed()
                .toList();
    }

    private Read read(int place) {
        return (Read) events.get(place);
    }

    private int begunAt(int place) {
        return at(event -> event instanceof Reading reading
                        && reading.read().equals(read(place).read()))
                .findFirst()
                .orElse(-1);
    }

    private static long times(String id, List<String> view) {
        return view.stream().filter(id::equals).count();
    }

    private static List<String> distinct(List<String> view) {
        return List.copyOf(new LinkedHashSet<>(view));
    }
}
