package rtmlab.labs.lab07;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.UserId;
import rtmlab.protocol.shared.Feed;
import rtmlab.protocol.variant.ForwardingJournal;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/** Who typed when, and what of it stood on whose screen for how long. */
final class Typings {

    /** What was typed longer ago than this is not true any more. */
    private static final Duration FRESH = Duration.ofMillis(500);

    /** A clock's tick, and no more. */
    private static final Duration SLACK = Duration.ofMillis(100);

    private final Supplier<Duration> now;
    private final Team team;
    private final Map<UserId, List<Duration>> typed = new LinkedHashMap<>();
    private final Map<String, Duration> onScreen = new LinkedHashMap<>();
    private final List<Duration> delays = new ArrayList<>();
    private Optional<String> stale = Optional.empty();
    private Optional<String> overdue = Optional.empty();

    Typings(Supplier<Duration> now, Team team) {
        this.now = now;
        this.team = team;
    }

    void types(Member member) {
        typed.computeIfAbsent(member.user().id(), _ -> new ArrayList<>()).add(now.get());
    }

    /** How long each sighting came after the typing. */
    List<Duration> delays() {
        return delays;
    }

    /** Something that was shown when it was true no longer. */
    Optional<String> stale() {
        return stale;
    }

    /** Something that stayed on a screen for too long. */
    Optional<String> overdue() {
        onScreen.forEach((what, since) -> requireGone(what, since, Feed.TYPING_LASTS));
        return overdue;
    }

    private void requireGone(String what, Duration since, Duration lasts) {
        var stood = now.get().minus(since);
        if (overdue.isEmpty() && stood.compareTo(lasts.plus(SLACK)) > 0) {
            overdue = Optional.of(what + " had stood there for " + stood.toMillis() + " ms");
        }
    }

    /** Listens to what this member is shown. */
    Journal around(Member member, Journal journal) {
        return new Screen(member, journal);
    }

    private final class Screen extends ForwardingJournal {
        private final String name;

        Screen(Member member, Journal journal) {
            super(journal);
            this.name = member.name();
        }

        private String line(UserId user) {
            return "\"" + team.nameOf(user) + " is typing\" on " + name + "'s screen";
        }

        @Override
        public void sawTyping(ChannelId channel, UserId user) {
            var times = typed.getOrDefault(user, List.of());
            var since = times.isEmpty() ? now.get() : now.get().minus(times.getLast());
            delays.add(since);
            if (stale.isEmpty() && (times.isEmpty() || since.compareTo(FRESH) > 0)) {
                var typist = team.nameOf(user);
                stale = Optional.of(name + " was shown that " + typist + " is typing, "
                        + (times.isEmpty()
                                ? "who has never typed"
                                : since.toMillis() + " ms after " + typist + " had last typed"));
            }
            onScreen.put(line(user), now.get());
        }

        @Override
        public void typingEnded(ChannelId channel, UserId user) {
            var since = onScreen.remove(line(user));
            if (since != null) {
                requireGone(line(user), since, Feed.TYPING_LASTS);
            }
        }

        @Override
        public void sawLive(Message message) {
            super.sawLive(message);
            requireNoneOf(message.author());
        }

        private void requireNoneOf(UserId author) {
            if (overdue.isEmpty() && onScreen.containsKey(line(author))) {
                overdue = Optional.of(line(author) + " stood there still when what was typed had come");
            }
        }

        @Override
        public void offline(String reason) {
            if (overdue.isEmpty()) {
                overdue = onScreen.keySet().stream()
                        .filter(line -> line.endsWith(" " + name + "'s screen"))
                        .findFirst()
                        .map(line -> line + " stood there still when the connection had gone");
            }
            super.offline(reason);
        }
    }
}
