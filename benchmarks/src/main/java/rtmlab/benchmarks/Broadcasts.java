package rtmlab.benchmarks;

import java.util.Random;
import java.util.function.Consumer;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Connected;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Via;

/**
 * A system that keeps every promise of broadcast: members in some channels each, messages that all members of a channel
 * see in one order, each member at its own pace, and now and then a retry.
 */
final class Broadcasts {
    private static final int MESSAGES_UNDER_WAY = 8;

    private Broadcasts() {}

    /**
     * Tells the events of a run, one after the other; the same every time.
     *
     * @param deliveries sightings in all; each message has members ÷ channels × 10 of them
     */
    static void run(int deliveries, int members, int channels, Consumer<Event> to) {
        var random = new Random(1);
        int perChannel = Math.max(1, members * 10 / channels);
        var names = names("u", members);
        var channelNames = names("channel-", channels);
        long now = 0;
        for (var member : names) {
            to.accept(new Connected(now++, member));
        }
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < perChannel; i++) {
                to.accept(new Joined(now++, names[(channel * perChannel / 10 + i) % members], channelNames[channel]));
            }
        }
        int messages = deliveries / perChannel;
        var sent = new Submitted[messages];
        var ts = new String[messages];
        // Each channel's messages come round by round, so a few of them are on their way to its members at any time.
        for (int message = 0; message < messages + MESSAGES_UNDER_WAY * channels; message++) {
            int channel = message % channels;
            if (message < messages) {
                var sender = names[(channel * perChannel / 10 + random.nextInt(perChannel)) % members];
                sent[message] =
                        new Submitted(now++, sender, channelNames[channel], "m" + message, "hello " + message, 1);
                ts[message] = "17000%05d.%06d".formatted(message / 1_000_000, message % 1_000_000);
                to.accept(sent[message]);
                if (message % 50 == 0) {
                    to.accept(
                            new Submitted(now++, sender, channelNames[channel], "m" + message, "hello " + message, 2));
                }
                to.accept(new Acknowledged(now++, sender, channelNames[channel], "m" + message, ts[message]));
            }
            // Half of the members lag behind the others.
            now = show(message, 0, 2, channels, perChannel, names, sent, ts, now, to);
            now = show(message - MESSAGES_UNDER_WAY * channels, 1, 2, channels, perChannel, names, sent, ts, now, to);
        }
        to.accept(new Fault(now++, Fault.Kind.KILL, "gateway-1", "", true));
        to.accept(new Quiet(now++));
        for (int channel = 0; channel < channels; channel++) {
            int rows = 0;
            for (int message = channel; message < messages; message += channels) {
                var row = sent[message];
                to.accept(new Stored(now++, row.channel(), row.id(), ts[message], row.member(), row.text()));
                rows++;
            }
            to.accept(new StoreRead(now++, channelNames[channel], rows));
        }
    }

    private static long show(
            int message,
            int from,
            int step,
            int channels,
            int perChannel,
            String[] names,
            Submitted[] sent,
            String[] ts,
            long begin,
            Consumer<Event> to) {
        long now = begin;
        if (message >= 0 && message < sent.length) {
            var request = sent[message];
            int first = message % channels * perChannel / 10;
            for (int i = from; i < perChannel; i += step) {
                to.accept(new Saw(
                        now++,
                        names[(first + i) % names.length],
                        request.channel(),
                        request.id(),
                        ts[message],
                        request.member(),
                        request.text(),
                        Via.LIVE));
            }
        }
        return now;
    }

    private static String[] names(String prefix, int count) {
        var names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + i;
        }
        return names;
    }
}
