package rtmlab.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.protocol.Presence.ACTIVE;
import static rtmlab.protocol.Presence.AWAY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame.PresenceChange;
import rtmlab.protocol.shared.PresenceBoard;
import rtmlab.protocol.shared.TypingLimit;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

class PresenceBoardTest {

    private static final NodeName SERVER = NodeName.of("server", 1);
    private static final UserId ALICE = new UserId("U1");
    private static final UserId BOB = new UserId("U2");
    private static final UserId CAROL = new UserId("U3");

    private final World world = new World(Settings.DEFAULT.withBounds(20_000, Duration.ofHours(5)), Choices.calm());
    private final List<String> told = new ArrayList<>();
    private final List<PresenceBoard<String>> boards = new ArrayList<>();

    @BeforeEach
    void start() {
        world.startServer(
                SERVER, () -> host -> boards.add(new PresenceBoard<>(host, PresenceBoard.SILENCE, this::tell)));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void whoHasAClientConnectedIsActive() {
        on(board -> {
            board.subscribe("bob's phone", List.of(ALICE));
            board.connected("alice's phone", ALICE);
            board.connected("alice's desk", ALICE);
            board.disconnected("alice's phone");
        });
        assertThat(told).containsExactly("bob's phone: U1 active");

        on(board -> board.disconnected("alice's desk"));
        assertThat(told).last().isEqualTo("bob's phone: U1 away");
    }

    @Test
    void whoIsSilentForHalfAnHourIsAwayUntilTheNextSignOfLife() {
        on(board -> {
            board.subscribe("bob's phone", List.of(ALICE));
            board.connected("alice's phone", ALICE);
        });
        world.pass(Duration.ofMinutes(20));
        on(board -> board.acted("alice's phone"));
        world.pass(Duration.ofMinutes(29));
        assertThat(told).containsExactly("bob's phone: U1 active");

        world.pass(Duration.ofMinutes(2));
        assertThat(told).containsExactly("bob's phone: U1 active", "bob's phone: U1 away");

        on(board -> board.acted("alice's phone"));
        assertThat(told).last().isEqualTo("bob's phone: U1 active");
    }

    @Test
    void whoFallSilentTogetherAreToldOfTogether() {
        on(board -> {
            board.connected("alice's phone", ALICE);
            board.connected("bob's phone", BOB);
            board.subscribe("carol's phone", List.of(ALICE, BOB));
        });
        world.pass(Duration.ofMinutes(31));

        assertThat(told).containsExactly("carol's phone: U1,U2 away");
    }

    @Test
    void whoSetsThemselvesAwayIsAwayHoweverManyClientsTheyUse() {
        on(board -> {
            board.connected("alice's phone", ALICE);
            board.subscribe("bob's phone", List.of(ALICE));
            board.setAway(ALICE, true);
            board.acted("alice's phone");
            board.connected("alice's desk", ALICE);
        });
        assertThat(told).containsExactly("bob's phone: U1 away");
        on(board -> assertThat(board.status(ALICE))
                .returns(AWAY, PresenceBoard.Status::presence)
                .returns(true, PresenceBoard.Status::isManuallyAway)
                .returns(2, PresenceBoard.Status::connections));

        on(board -> board.setAway(ALICE, false));
        assertThat(told).last().isEqualTo("bob's phone: U1 active");
    }

    @Test
    void aSubscriptionReplacesTheOneBefore() {
        on(board -> {
            board.subscribe("carol's phone", List.of(ALICE, BOB));
            board.subscribe("carol's phone", List.of(BOB));
            board.connected("alice's phone", ALICE);
            board.connected("bob's phone", BOB);
        });

        assertThat(told).containsExactly("carol's phone: U2 active");
    }

    @Test
    void aSubscriptionEndsWithItsConnection() {
        on(board -> {
            board.connected("carol's phone", CAROL);
            board.subscribe("carol's phone", List.of(ALICE));
            board.disconnected("carol's phone");
            board.connected("alice's phone", ALICE);
        });

        assertThat(told).isEmpty();
    }

    @Test
    void aQueryAnswersForEverybodyWhoIsNamed() {
        on(board -> {
            board.connected("alice's phone", ALICE);

            assertThat(board.query(List.of(BOB, ALICE, CAROL, ALICE)))
                    .containsExactly(
                            new PresenceChange(List.of(BOB, CAROL), AWAY), new PresenceChange(List.of(ALICE), ACTIVE));
        });
    }

    @Test
    void typingIsPassedOnOnceInThreeSecondsPerChannel() {
        var limit = new TypingLimit();
        world.script(SERVER, host -> {
            var one = new ChannelId("C1");
            assertThat(limit.allows(one, host.clock().now())).isTrue();
            host.clock().sleep(Duration.ofMillis(2_900));
            assertThat(limit.allows(one, host.clock().now())).isFalse();
            assertThat(limit.allows(new ChannelId("C2"), host.clock().now())).isTrue();
            host.clock().sleep(Duration.ofMillis(100));
            assertThat(limit.allows(one, host.clock().now())).isTrue();
        });
        settle();
    }

    private void on(Consumer<PresenceBoard<String>> script) {
        world.script(SERVER, _ -> script.accept(boards.getFirst()));
        settle();
    }

    private void settle() {
        world.settle();
        assertThat(world.report().failures()).isEmpty();
    }

    private void tell(String watcher, PresenceChange change) {
        var users = change.users().stream().map(UserId::value).toList();
        told.add(watcher + ": " + String.join(",", users) + " " + change.presence());
    }
}
