package rtmlab.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;

/** The four faults at one call of each port: whether it had its effect, and what the caller knows. */
class FaultsTest {

    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final Post POST = new Post(GENERAL, new UserId("U1"), "hello", new ClientMessageId("id of hello"));
    private static final Message MESSAGE = POST.at(Ts.ofLogOffset(0));
    private static final Job JOB = new Job(Job.Kind.PERSIST, MESSAGE);
    private static final Duration LONG = Duration.ofMinutes(10);

    /** A call under test: its address, the call itself, and whether its effect is there. */
    record Case(String call, Function<Host, Object> action, Predicate<Stage> happened) {

        @Override
        public String toString() {
            return call;
        }
    }

    static Stream<Case> calls() {
        return Stream.of(
                new Case(
                        "http POST peer /note",
                        host -> host.http().call(Stage.PEER, Stage.NOTE, new Stage.Note("x")),
                        stage -> !stage.noted.isEmpty()),
                onServers(
                        "log append",
                        host -> host.log().append(POST),
                        host -> host.log().end(host.log().partitionOf(GENERAL)) == 1),
                onServers(
                        "log commit",
                        done(host -> host.log().commit("relay", 0, 1)),
                        host -> host.log().committed("relay", 0) == 1),
                onServers(
                        "redis set",
                        done(host -> host.redis().set("key", "value", LONG)),
                        host -> host.redis().get("key").isPresent()),
                onServers(
                        "redis lpush",
                        done(host -> host.redis().lpush("jobs", JOB)),
                        host -> !host.redis().lrange("jobs").isEmpty()),
                onServers(
                        "redis hset",
                        done(host -> host.redis().hset("hash", "field", "value")),
                        host -> host.redis().hget("hash", "field").isPresent()),
                onServers("store insert", done(host -> host.messages().insert(MESSAGE)), FaultsTest::isStored),
                onServers("store insert-once", done(host -> host.messages().insertOnce(MESSAGE)), FaultsTest::isStored),
                onServers(
                        "directory addChannel",
                        done(host -> host.directory().addChannel(new Channel(GENERAL, "general"))),
                        host -> host.directory()
                                .standing(new User(new UserId("U1"), "alice"), GENERAL)
                                .isPresent()),
                new Case(
                        "disk replace",
                        done(host -> host.disk().replace("file", List.of("line"))),
                        stage -> !stage.actor().disk.read("file").isEmpty()));
    }

    private static Case onServers(String call, Function<Host, Object> action, Predicate<Host> happened) {
        return new Case(call, action, stage -> stage.world.probe(happened::test));
    }

    private static Function<Host, Object> done(Consumer<Host> action) {
        return host -> {
            action.accept(host);
            return "done";
        };
    }

    private static boolean isStored(Host host) {
        return !host.messages()
                .history(GENERAL, /* after= */ Ts.BEFORE_ALL, /* before= */ Ts.AFTER_ALL, 10)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void withoutAFaultTheCallIsDone(Case call) {
        try (var stage = new Stage(Settings.DEFAULT)) {
            stage.act(call.action());

            assertThat(stage.endings).hasSize(1).doesNotContain("not done", "maybe done");
            assertThat(call.happened().test(stage)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCrashBeforeLeavesNothing(Case call) {
        try (var stage = struck("crash before", call)) {
            assertThat(stage.actorCrashed()).isTrue();
            assertThat(stage.endings).isEmpty();
            assertThat(call.happened().test(stage)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCrashAfterLeavesTheEffectAndNobodyWhoKnows(Case call) {
        try (var stage = struck("crash after", call)) {
            assertThat(stage.actorCrashed()).isTrue();
            assertThat(stage.endings).isEmpty();
            assertThat(call.happened().test(stage)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aLostReplyLeavesTheEffectAndADoubt(Case call) {
        try (var stage = struck("lost reply of", call)) {
            assertThat(stage.actorCrashed()).isFalse();
            assertThat(stage.endings).containsExactly("maybe done");
            assertThat(call.happened().test(stage)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aFailureLeavesNothingAndTheCallerKnows(Case call) {
        try (var stage = struck("failure of", call)) {
            assertThat(stage.actorCrashed()).isFalse();
            assertThat(stage.endings).containsExactly("not done");
            assertThat(call.happened().test(stage)).isFalse();
        }
    }

    private static Stage struck(String fault, Case call) {
        var stage = new Stage(Settings.DEFAULT, fault + " actor-1: " + call.call() + " #1");
        stage.act(call.action());
        assertThat(stage.world.report().mishaps()).isEqualTo(1);
        assertThat(stage.world.report().ending()).isEqualTo(Report.Ending.QUIET);
        return stage;
    }
}
