package rtmlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

class ChannelListsTest {

    private static final NodeName ORIGIN = NodeName.of("web-app", 1);
    private static final NodeName EDGE = NodeName.of("flannel", 1);
    private static final UserId ALICE = new UserId("U1");
    private static final UserId BOB = new UserId("U2");
    private static final UserId CAROL = new UserId("U3");
    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final ChannelId SIDE = new ChannelId("C2");

    private final World world = new World(Settings.DEFAULT, Choices.calm());
    private final Map<UserId, List<ChannelId>> channels =
            new TreeMap<>(Map.of(ALICE, List.of(GENERAL), BOB, List.of(GENERAL, SIDE)));
    private final List<List<UserId>> asked = new ArrayList<>();
    private final Map<UserId, List<ChannelId>> told = new LinkedHashMap<>();
    private Duration reading = Duration.ZERO;
    private boolean refuses;

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void whoComeWithinAMomentAreAskedForTogetherAndEachIsToldTheOwn() {
        var lists = lists();

        List.of(ALICE, BOB, CAROL).forEach(user -> ask(lists, user, Duration.ZERO));
        world.settle();

        assertThat(asked).containsExactly(List.of(ALICE, BOB, CAROL));
        assertThat(told)
                .containsEntry(ALICE, List.of(GENERAL))
                .containsEntry(BOB, List.of(GENERAL, SIDE))
                .containsEntry(CAROL, List.of());
    }

    @Test
    void whoComesWhileTheOriginIsAskedIsToldWhatIsTrueFromThenOn() {
        var lists = lists();
        reading = Duration.ofMillis(500);

        ask(lists, ALICE, Duration.ZERO);
        world.script(EDGE, host -> {
            host.clock().sleep(Duration.ofMillis(200));
            channels.put(ALICE, List.of(SIDE));
        });
        ask(lists, ALICE, Duration.ofMillis(250));
        world.settle();

        assertThat(asked).as("not one answer for both").hasSize(2);
        assertThat(told).containsEntry(ALICE, List.of(SIDE));
    }

    @Test
    void whereTheOriginDoesNotSayWhoeverAsksIsToldToAskAgainAndTheNextOneIsAnswered() {
        var lists = lists();
        refuses = true;
        var refusals = new ArrayList<String>();
        world.script(EDGE, _ -> {
            try {
                lists.of(ALICE);
            } catch (SlackError refusal) {
                refusals.add(refusal.word());
            }
        });
        world.settle();
        refuses = false;
        ask(lists, ALICE, Duration.ZERO);
        world.settle();

        assertThat(refusals).containsExactly("service_unavailable");
        assertThat(told).containsEntry(ALICE, List.of(GENERAL));
    }

    private void ask(ChannelLists lists, UserId user, Duration after) {
        world.script(EDGE, host -> {
            host.clock().sleep(after);
            told.put(user, lists.of(user));
        });
    }

    /** Asked of an origin that takes its time between reading and answering. */
    private ChannelLists lists() {
        world.startServer(
                ORIGIN,
                () -> host -> host.http().serve(BootApi.CHANNELS_OF_USERS, request -> {
                    asked.add(request.users());
                    if (refuses) {
                        throw new SlackError("fatal_error");
                    }
                    var found = new TreeMap<UserId, List<ChannelId>>(channels);
                    found.keySet().retainAll(request.users());
                    host.clock().sleep(reading);
                    return new BootApi.ChannelsFound(found);
                }));
        var made = new ArrayList<ChannelLists>();
        Node edge = host -> made.add(new ChannelLists(host, new Origin(host.http(), List.of(ORIGIN), new Tally())));
        world.startServer(EDGE, () -> edge);
        return made.getFirst();
    }
}
