package rtmlab.labs.lab04;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.page.RunPage;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.labs.Result;
import rtmlab.labs.Result.FailingStory;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.SilentJournal;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;
import rtmlab.updated.UpdatedArchitecture;

/**
 * Three messages with one id: Alice's in two channels, and Bob's. A client chooses its ids by itself.
 *
 * <p>A history knows a message by its id, so this one is not written into a history.
 */
final class Namesakes {

    private static final ClientMessageId ID = new ClientMessageId("mine");

    /** Alice says one of hers once more, and Bob says his. */
    private static final int ANSWERS = 4;

    private static final int MESSAGES = 3;

    private final UpdatedArchitecture architecture;
    private final Team team = Team.of(2, 2);
    private final List<String> told = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final Map<String, Set<String>> screens = new LinkedHashMap<>();

    Namesakes(UpdatedArchitecture architecture) {
        this.architecture = architecture;
    }

    Result judge() {
        try (var world = World.recording(Settings.DEFAULT.withPartitions(1), Choices.calm())) {
            var journals = new LinkedHashMap<Member, Journal>();
            team.members().forEach(member -> journals.put(member, new Notes(member.name())));
            var system = SimulatedSystem.setUp(
                    world, architecture, Mechanisms.defaultsOf(architecture), journals, team::enterInto);
            speak(system);
            system.work();
            var rows = team.channels().stream()
                    .mapToInt(channel -> rows(world, channel.id()))
                    .sum();
            var why = why(rows);
            return (why.isEmpty()
                            ? Result.passed("three messages with one id, and one of them said again")
                            : Result.failed(why.get()).withStory(story(world)))
                    .withFingerprint(world.report().traceHashText());
        }
    }

    private FailingStory story(World world) {
        var unwritten = new HistoryRecorder(() -> 0).history();
        var outcome = new SimulatedOutcome(unwritten, Map.of(), Map.of(), true, world.report(), world.trace());
        return new FailingStory("", String.join("\n", told), RunPage.sceneOf(outcome, team, architecture));
    }

    private void speak(SimulatedSystem system) {
        var general = team.channels().getFirst().id();
        var other = team.channels().getLast().id();
        system.script(team.members().getFirst(), (client, _) -> {
            client.post(general, "from alice", ID);
            client.post(general, "from alice", ID);
            client.post(other, "from alice, elsewhere", ID);
        });
        system.script(team.members().getLast(), (client, _) -> client.post(general, "from bob", ID));
    }

    private static int rows(World world, ChannelId channel) {
        return world.<Integer>probe(host -> host.messages()
                .history(channel, Ts.BEFORE_ALL, Ts.AFTER_ALL, 100)
                .size());
    }

    private Optional<String> why(int rows) {
        var places = answers.stream().distinct().count();
        if (answers.size() != ANSWERS || places != MESSAGES || rows != MESSAGES) {
            return Optional.of(
                    "alice and bob sent three messages under the id \"" + ID.value() + "\", one of them twice:"
                            + " there were " + answers.size() + " answers with " + places + " places, and " + rows
                            + " rows in the store. Whose is an id?");
        }
        return screens.entrySet().stream()
                .filter(screen -> screen.getValue().size() != MESSAGES)
                .findFirst()
                .map(screen -> screen.getKey() + " should have been shown three messages under the id \"" + ID.value()
                        + "\", and was shown " + screen.getValue() + ". Whose is an id?");
    }

    /** What a member did and saw. */
    private final class Notes extends SilentJournal {
        private final Set<String> screen = new LinkedHashSet<>();
        private final String member;

        Notes(String member) {
            this.member = member;
            screens.put(member, screen);
        }

        private void say(String what) {
            told.add("%2d. %s %s".formatted(told.size() + 1, member, what));
        }

        @Override
        public void submitted(Post post, int attempt) {
            say("sends \"" + post.text() + "\" under the id \""
                    + post.clientMessageId().value() + '"');
        }

        @Override
        public void acknowledged(Post post, Ts ts) {
            say("is told that \"" + post.text() + "\" is sent, with ts " + ts);
            answers.add(post.channel() + " " + ts);
        }

        @Override
        public void refused(Post post, String error) {
            say("is told that \"" + post.text() + "\" is not sent: " + error);
        }

        @Override
        public void unknown(Post post, String reason) {
            say("does not learn whether \"" + post.text() + "\" is sent: " + reason);
        }

        @Override
        public void sawLive(Message message) {
            say("sees \"" + message.text() + "\" with ts " + message.ts());
            screen.add(message.text());
        }

        @Override
        public void sawByCatchUp(Message message) {
            sawLive(message);
        }
    }
}
