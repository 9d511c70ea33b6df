package rtmlab.labs.lab09;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Enqueue;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.world.Nemesis.Shared;
import rtmlab.simulator.world.World;

/** Many bring a job to the Kafkagate at the same moment, while Kafka stands still for as long as this. */
record Rush(Architecture architecture, Duration standstill) {

    static final Team TEAM = Team.of(1, 1);

    /** Whoever brings a job is told soon, and the truth. */
    static final String TOLD = "told-the-truth";

    /** So many may wait for Kafka at once: what the lab asks for. */
    static final int MAX_WAITING = 16;

    private static final int CROWD = 40;
    private static final Duration SOON = Duration.ofMillis(100);
    private static final NodeName KAFKAGATE = NodeName.of("kafkagate", 1);

    /** What became of one job. */
    private static final class Brought {
        final Job job;
        Duration took = Duration.ZERO;
        boolean isAccepted;

        @Nullable
        CallFailed failure;

        Brought(Job job) {
            this.job = job;
        }
    }

    SimulatedOutcome in(World world) {
        var team = TEAM;
        var alice = team.members().getFirst();
        var meeting = new SimulatedMeeting(world, architecture, Mechanisms.defaultsOf(architecture), team);
        var system = meeting.setUp((_, journal) -> journal);
        var all = new ArrayList<Brought>();
        for (var number = 1; number <= CROWD + 1; number++) {
            var post = new Post(
                    team.channels().getFirst().id(),
                    alice.user().id(),
                    "see https://example.com/" + number,
                    new ClientMessageId("j" + number));
            all.add(new Brought(new Job(Job.Kind.UNFURL, post.at(new Ts(1_600_000_000_000_000L + number)))));
        }
        if (standstill.isPositive()) {
            world.nemesis()
                    .after(Duration.ofMillis(1), () -> world.nemesis().pause(Shared.KAFKA, standstill, () -> {}));
        }
        world.script(new NodeName(alice.name()), host -> {
            host.clock().sleep(Duration.ofMillis(5));
            all.subList(0, CROWD).forEach(brought -> host.spawn("bring", () -> bring(host, brought)));
            host.clock().sleep(standstill.plusSeconds(1));
            bring(host, all.getLast());
        });
        system.work();
        var outcome = meeting.end(system, () -> {});
        var logged = world.<List<Job>>probe(Rush::logged);
        var verdicts = new LinkedHashMap<>(outcome.verdicts());
        var isCalm =
                standstill.isZero() && world.report().choices().departures().isEmpty();
        complaint(all, logged, isCalm)
                .ifPresent(sentence -> verdicts.put(TOLD, new Verdict.Broken(sentence, List.of())));
        return new SimulatedOutcome(
                outcome.history(),
                verdicts,
                outcome.forgotten(),
                outcome.hasRecovered(),
                world.report(),
                world.trace());
    }

    private static void bring(Host host, Brought brought) {
        var began = host.clock().now();
        try {
            host.http().call(KAFKAGATE, InternalApi.ENQUEUE, new Enqueue("jobs", 0, brought.job));
            brought.isAccepted = true;
        } catch (CallFailed failure) {
            brought.failure = failure;
        }
        brought.took = Duration.between(began, host.clock().now());
    }

    private static List<Job> logged(Host host) {
        var end = host.jobs().end(0);
        return end == 0
                ? List.of()
                : host.jobs().await(0, 0, (int) end).stream()
                        .map(entry -> entry.job())
                        .toList();
    }

    private Optional<String> complaint(List<Brought> all, List<Job> logged, boolean isCalm) {
        for (var brought : all) {
            var isLogged = logged.contains(brought.job);
            var id = brought.job.message().clientMessageId();
            if (brought.isAccepted && !isLogged) {
                return Optional.of("job " + id + " was accepted, and it is not in the log");
            }
            if (brought.failure instanceof NotDone && isLogged) {
                return Optional.of(
                        "whoever brought job " + id + " was told 503, that it certainly is not in the log, and"
                                + " there it is: it will be brought again, and done twice");
            }
        }
        var slow =
                all.stream().filter(brought -> brought.took.compareTo(SOON) > 0).count();
        if (slow > MAX_WAITING) {
            return Optional.of("Kafka stood still, " + CROWD + " jobs were brought, and " + slow
                    + " of those who brought one were kept waiting; no more than " + MAX_WAITING
                    + " may wait, the others have to hear 503 at once");
        }
        if (isCalm && all.stream().filter(brought -> brought.isAccepted).count() < MAX_WAITING) {
            return Optional.of("nothing was slow, and yet not even " + MAX_WAITING + " of " + CROWD
                    + " jobs that came at once were accepted");
        }
        return standstill.isPositive() && all.getLast().failure instanceof NotDone
                ? Optional.of("Kafka had been well again for a second, and the next job was still refused")
                : Optional.empty();
    }
}
