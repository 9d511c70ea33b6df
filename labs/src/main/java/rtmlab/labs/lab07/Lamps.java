package rtmlab.labs.lab07;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import rtmlab.labs.Result;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.shared.Feed;

/**
 * Carol types, and types again before the first time is over, as whoever types on two devices: on a screen alone, by a clock
 * of its own.
 */
final class Lamps {

    private static final UserId ALICE = Chat.TEAM.members().getFirst().user().id();
    private static final UserId CAROL = Chat.TEAM.members().getLast().user().id();
    private static final ChannelId GENERAL = Chat.TEAM.channels().getFirst().id();

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    /** A clock's tick, and no more. */
    private static final Duration SLACK = Duration.ofMillis(100);

    private final Screen screen = new Screen();
    private final Feed feed;

    Lamps(Feed.Factory students) {
        feed = students.over(screen);
    }

    Result judge() {
        feed.opened();
        feed.online();
        feed.typing(GENERAL, CAROL);
        screen.passTo(AGAIN_AFTER);
        feed.typing(GENERAL, CAROL);
        screen.passTo(Feed.TYPING_LASTS.plus(SLACK));
        if (!screen.isTyping(CAROL)) {
            return Result.failed("carol typed, and typed again " + AGAIN_AFTER.toMillis()
                    + " ms later; but \"carol is typing\" went out when the first time was over: whose end was that?");
        }
        feed.message(new Post(GENERAL, ALICE, "hello", new ClientMessageId("m1")).at(Ts.ofLogOffset(1)));
        if (!screen.isTyping(CAROL)) {
            return Result.failed("alice's message put \"carol is typing\" out: whose message was it?");
        }
        screen.passTo(AGAIN_AFTER.plus(Feed.TYPING_LASTS).plus(SLACK));
        return screen.isTyping(CAROL)
                ? Result.failed("carol typed twice, and \"carol is typing\" stood there "
                        + Feed.TYPING_LASTS.plus(SLACK).toMillis() + " ms after the second time")
                : Result.passed("typing goes when it should, and not before");
    }

    /** Shows what it is told, and calls what is due as its clock goes on. */
    private static final class Screen implements Feed.Ports {
        private final Set<UserId> typing = new HashSet<>();
        private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
        private Duration now = Duration.ZERO;

        private record Due(Duration at, Runnable task) {}

        boolean isTyping(UserId user) {
            return typing.contains(user);
        }

        void passTo(Duration moment) {
            for (var next = due.peek(); next != null && next.at().compareTo(moment) <= 0; next = due.peek()) {
                due.remove();
                now = next.at();
                next.task().run();
            }
            now = moment;
        }

        @Override
        public void after(Duration delay, Runnable task) {
            due.add(new Due(now.plus(delay), task));
        }

        @Override
        public void showTyping(ChannelId channel, UserId user) {
            typing.add(user);
        }

        @Override
        public void hideTyping(ChannelId channel, UserId user) {
            typing.remove(user);
        }

        @Override
        public List<Message> history(ChannelId channel, Ts after) {
            return List.of();
        }

        @Override
        public void showLive(Message message) {}

        @Override
        public void showMissed(Message message) {}

        @Override
        public void showPresence(List<UserId> users, Presence presence) {}

        @Override
        public void hidePresence(List<UserId> users) {}
    }
}
