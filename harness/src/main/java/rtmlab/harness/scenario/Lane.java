package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.scenario.Scenario.Reads;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Member;

/** What one member says one after the other, in both worlds alike; lanes go on side by side. */
record Lane(Member member, List<Line> lines, Reads reads, int sendAgain) {

    /** So long a user looks at a message that was not sent before sending it again. */
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(200);

    /** @param due since the beginning of the workload */
    record Line(Channel channel, String text, String id, Duration due) {}

    /** All lanes of a scenario; the seed moves each message that has its time by up to a tenth of the interval. */
    static List<Lane> of(Scenario scenario, Team team, long seed) {
        var talk = scenario.talk();
        var random = new SplittableRandom(seed);
        var speakers = talk.speakers().stream().map(team::member).toList();
        var lanes = new ArrayList<Lane>();
        for (var position = 0; position < speakers.size(); position++) {
            var said = new ArrayList<Line>();
            for (var number = position; number < talk.messages(); number += speakers.size()) {
                var nth = number / speakers.size();
                var channel = team.channels().get(nth % team.channels().size());
                var due = talk.every().multipliedBy(nth / talk.burst());
                var jitter = talk.every().isZero()
                        ? Duration.ZERO
                        : Duration.ofNanos(random.nextLong(talk.every().toNanos() / 10 + 1) / 1_000 * 1_000);
                said.add(new Line(channel, "message " + (number + 1), "m" + (number + 1), due.plus(jitter)));
            }
            // Who speaks by the clock does not wait for answers; who does not, does.
            var side = talk.every().isZero() ? Math.min(talk.burst(), said.size()) : said.size();
            for (var first = 0; first < side; first++) {
                var lines = new ArrayList<Line>();
                for (var nth = first; nth < said.size(); nth += side) {
                    lines.add(said.get(nth));
                }
                lanes.add(new Lane(speakers.get(position), List.copyOf(lines), talk.reads(), talk.sendAgain()));
            }
        }
        return lanes;
    }

    /** Says it all; node code of the member's host. */
    void play(Client client, Clock clock, InFlight inFlight) {
        var begin = clock.now();
        for (var line : lines) {
            var early = Duration.between(clock.now(), begin.plus(line.due()));
            if (early.isPositive()) {
                clock.sleep(early);
            }
            say(line, client, clock, inFlight);
            if (reads == Reads.EACH) {
                client.read(line.channel().id());
            }
        }
        if (reads == Reads.LAST) {
            lines.stream().map(line -> line.channel().id()).distinct().forEach(client::read);
        }
    }

    private void say(Line line, Client client, Clock clock, InFlight inFlight) {
        inFlight.begin(line.id());
        try {
            for (var left = sendAgain; ; left--) {
                client.post(line.channel().id(), line.text(), new ClientMessageId(line.id()));
                if (left == 0 || inFlight.isAcknowledged(line.id())) {
                    return;
                }
                clock.sleep(BEFORE_AGAIN);
            }
        } finally {
            inFlight.end(line.id());
        }
    }
}
