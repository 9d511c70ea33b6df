package rtmlab.labs.lab07;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.RealWorld;
import rtmlab.labs.Result;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.UserId;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.SilentJournal;

/** Alice types on real processes, and Bob looks on. */
final class RealTyping {

    /** Longer than a connection takes on a busy machine. */
    private static final int PATIENCE_SECONDS = 30;

    /** A gateway passes one on every three seconds. */
    private static final int TYPES_AGAIN_AFTER_SECONDS = 4;

    private final RealWorld world;
    private final Team team = Team.of(2, 1, 7_007);

    RealTyping(RealWorld world) {
        this.world = world;
    }

    private static final class Watcher extends SilentJournal {
        final CompletableFuture<Boolean> isOnline = new CompletableFuture<>();
        final CompletableFuture<Boolean> hasSeenTyping = new CompletableFuture<>();

        @Override
        public void online() {
            isOnline.complete(true);
        }

        @Override
        public void sawTyping(ChannelId channel, UserId user) {
            hasSeenTyping.complete(true);
        }
    }

    Result judge() {
        var host = world.probe();
        host.run(() -> team.enterInto(host.directory()));
        var alice = team.members().getFirst();
        var bob = team.members().getLast();
        var types = new Watcher();
        var sees = new Watcher();
        try (var aliceHost = world.clientHost(new NodeName(alice.name()));
                var bobHost = world.clientHost(new NodeName(bob.name()))) {
            var typist = start(aliceHost, alice, types);
            start(bobHost, bob, sees);
            if (!within(PATIENCE_SECONDS, types.isOnline) || !within(PATIENCE_SECONDS, sees.isOnline)) {
                return Result.failed("on real processes, alice and bob could not connect");
            }
            var before = records();
            // A gateway may still be connecting to the channel's owner: then the first one is lost, as it may be.
            for (var second = 0; second < PATIENCE_SECONDS; second += TYPES_AGAIN_AFTER_SECONDS) {
                aliceHost.run(() -> typist.type(team.channels().getFirst().id()));
                if (within(TYPES_AGAIN_AFTER_SECONDS, sees.hasSeenTyping)) {
                    return judge(records() - before);
                }
            }
            return Result.failed("on real processes, alice typed, and bob was never shown it");
        }
    }

    private static Result judge(long records) {
        return records == 0
                ? Result.passed("bob saw that alice typed, and Kafka knows nothing of it")
                : Result.failed("on real processes, alice typed, and Kafka holds " + records + " records more for it");
    }

    private Client start(RealHost host, Member member, Journal journal) {
        var client = world.client(member, journal);
        host.start(client);
        return client;
    }

    private long records() {
        var host = world.probe();
        return host.call(() -> IntStream.range(0, host.log().partitions())
                .mapToLong(partition -> host.log().end(partition))
                .sum());
    }

    private static boolean within(int seconds, CompletableFuture<Boolean> future) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
