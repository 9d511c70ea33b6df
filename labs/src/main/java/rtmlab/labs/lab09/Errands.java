package rtmlab.labs.lab09;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.world.World;

/** Alice says something that mentions Bob and has a link in it, so many times: each asks for five jobs. */
record Errands(Architecture architecture, int messages) {

    static final Team TEAM = Team.of(2, 1);

    /** Whatever a stored message asked for has been done. */
    static final String ALL_DONE = "all-done";

    /** No row and no notification is there twice. */
    static final String ONCE = "once";

    /** Nothing is among the dead letters. */
    static final String BURIED = "buried";

    SimulatedOutcome in(World world) {
        var team = TEAM;
        var general = team.channels().getFirst().id();
        var bob = team.members().getLast();
        var meeting = new SimulatedMeeting(world, architecture, Mechanisms.defaultsOf(architecture), team);
        var system = meeting.setUp((_, journal) -> journal);
        system.script(team.members().getFirst(), (client, _) -> {
            for (var number = 1; number <= messages; number++) {
                var text = "lunch " + number + ", <@" + bob.user().id() + ">? https://example.com/menu";
                client.post(general, text, new ClientMessageId("m" + number));
            }
        });
        system.work();
        var outcome = meeting.end(system, () -> {});
        var verdicts = new LinkedHashMap<>(outcome.verdicts());
        world.<Optional<String>>probe(host -> undone(host, team, bob))
                .ifPresent(sentence -> verdicts.put(ALL_DONE, new Verdict.Broken(sentence, List.of())));
        world.<Optional<String>>probe(host -> twice(host, team, bob))
                .ifPresent(sentence -> verdicts.put(ONCE, new Verdict.Broken(sentence, List.of())));
        world.<Optional<String>>probe(Errands::buried)
                .ifPresent(sentence -> verdicts.put(BURIED, new Verdict.Broken(sentence, List.of())));
        return new SimulatedOutcome(
                outcome.history(),
                verdicts,
                outcome.forgotten(),
                outcome.hasRecovered(),
                world.report(),
                world.trace());
    }

    /** By the messages' ids: where a sender tried again, a message may have two places. */
    private static Optional<String> undone(Host host, Team team, Member bob) {
        var general = team.channels().getFirst().id();
        var stored = stored(host, team);
        var found = idsOf(host.search()
                .find(List.of(general), "lunch", 0, Integer.MAX_VALUE)
                .messages());
        var notified = idsOf(host.notifications().of(bob.user().id(), Integer.MAX_VALUE));
        var links = host.messages().links(general, Ts.BEFORE_ALL, Ts.AFTER_ALL);
        var linked = idsOf(stored.stream()
                .filter(message -> links.containsKey(message.ts()))
                .toList());
        for (var message : stored) {
            var id = message.clientMessageId();
            if (!found.contains(id)) {
                return Optional.of(words(message) + " is in the store, but cannot be found by its words");
            }
            if (!notified.contains(id)) {
                return Optional.of(words(message) + " mentions bob, and he was not notified");
            }
            if (!linked.contains(id)) {
                return Optional.of(words(message) + " has a link, and nothing to show for it");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> twice(Host host, Team team, Member bob) {
        return repeated(stored(host, team))
                .map(message -> words(message) + " is in the store twice")
                .or(() -> repeated(host.notifications().of(bob.user().id(), Integer.MAX_VALUE))
                        .map(message -> "bob was notified twice of " + words(message)));
    }

    private static Optional<Message> repeated(List<Message> messages) {
        var seen = new HashSet<ClientMessageId>();
        return messages.stream()
                .filter(message -> !seen.add(message.clientMessageId()))
                .findFirst();
    }

    private static List<Message> stored(Host host, Team team) {
        var general = team.channels().getFirst().id();
        return host.messages().history(general, Ts.BEFORE_ALL, Ts.AFTER_ALL, Integer.MAX_VALUE).stream()
                .filter(message -> message.text().startsWith("lunch"))
                .toList();
    }

    private static Set<ClientMessageId> idsOf(List<Message> messages) {
        return messages.stream().map(Message::clientMessageId).collect(Collectors.toSet());
    }

    private static Optional<String> buried(Host host) {
        return host.queue().dead().stream()
                .findFirst()
                .map(dead -> "the job " + dead.job().kind() + " of "
                        + dead.job().message().clientMessageId() + " was buried, though it could have been done");
    }

    private static String words(Message message) {
        return "\"" + message.text() + "\" (id " + message.clientMessageId() + ")";
    }
}
