package rtmlab.harness.boot;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import rtmlab.bootstrap.FlannelBootstrap;
import rtmlab.bootstrap.FlannelSettings;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.Channel;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Sockets;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/**
 * How far behind the truth a Flannel's answers are at worst: whether somebody is in a channel, asked twice a second while
 * the directory changes and no event tells of it, in the virtual time of a calm simulated run. Where events come, what is
 * kept follows them at once.
 *
 * @param answers how many were given
 * @param stale how many of them were not true any more
 * @param longest for how long the most outdated of them had not been
 * @param bound how old data may be that is answered from, by Flannel's own settings
 */
public record Staleness(int answers, int stale, Duration longest, Duration bound) {

    private static final int QUESTIONS = 1_200;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
    private static final int CHANGES = 14;
    private static final int SECONDS_BETWEEN_CHANGES = 80;

    /** Reading takes its time, too: no longer than a call may. */
    private static final Duration READING = Duration.ofSeconds(2);

    /** Of an architecture whose sessions start from a Flannel. */
    public static Staleness of(Architecture architecture) {
        var team = Team.of(2, 2);
        var settings = Settings.DEFAULT.withBounds(1_000_000, Duration.ofHours(1));
        try (var world = new World(settings, Choices.calm())) {
            var history = new HistoryRecorder(() -> world.now().toNanos() / 1_000);
            Map<Member, Journal> seats = new LinkedHashMap<>();
            team.members().forEach(member -> seats.put(member, new RecordingJournal(history, team, member)));
            SimulatedSystem.setUp(world, architecture, Mechanisms.defaultsOf(architecture), seats, team::enterInto);
            return new Run(world, architecture, team).perform();
        }
    }

    /** Whether no answer was older than it may be. */
    public boolean isBounded() {
        return longest.compareTo(bound.plus(READING)) <= 0;
    }

    private static final class Run {
        private final World world;
        private final NodeName flannel;
        private final Member asker;
        private final Member mover;
        private final Channel channel;
        private final SplittableRandom random = new SplittableRandom(1);
        private boolean isMember = true;
        private Duration since = Duration.ZERO;
        private int answers;
        private int stale;
        private Duration longest = Duration.ZERO;

        Run(World world, Architecture architecture, Team team) {
            this.world = world;
            this.flannel = architecture.topology().of(FlannelBootstrap.FLANNEL).getFirst();
            this.asker = team.members().getFirst();
            this.mover = team.members().getLast();
            this.channel = team.channels().getLast();
        }

        Staleness perform() {
            world.script(new NodeName(asker.name()), this::ask);
            world.script(new NodeName(mover.name()), this::move);
            world.settle();
            if (answers != QUESTIONS) {
                throw new IllegalStateException("a Flannel stopped answering: " + world.report());
            }
            return new Staleness(answers, stale, longest, FlannelSettings.DEFAULT.maxAge());
        }

        private void ask(Host host) {
            var booted = host.http().call(flannel, EdgeApi.BOOT, new EdgeApi.Boot(asker.token(), null));
            host.sockets().open(booted.start().connection().url(), new Listening());
            var question = new EdgeApi.Membership(
                    booted.session(), channel.id(), List.of(mover.user().id()));
            for (var asked = 0; asked < QUESTIONS; asked++) {
                host.clock().sleep(BETWEEN_QUESTIONS);
                compare(host.http()
                        .call(flannel, EdgeApi.MEMBERSHIP, question)
                        .nonMembers()
                        .isEmpty());
            }
        }

        private void compare(boolean answer) {
            answers++;
            if (answer != isMember) {
                stale++;
                var behind = world.now().minus(since);
                longest = longest.compareTo(behind) < 0 ? behind : longest;
            }
        }

        private void move(Host host) {
            for (var change = 0; change < CHANGES; change++) {
                host.clock().sleep(Duration.ofMillis(random.nextInt(SECONDS_BETWEEN_CHANGES * 1_000)));
                if (isMember) {
                    host.directory().leave(mover.user().id(), channel.id());
                } else {
                    host.directory().join(mover.user().id(), channel.id());
                }
                isMember = !isMember;
                since = world.now();
            }
        }
    }

    /** A client that hears what comes and does nothing with it. */
    private static final class Listening implements Sockets.Handler {
        @Override
        public void received(Frame frame) {}

        @Override
        public void closed(String reason) {}
    }
}
