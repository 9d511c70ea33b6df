package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.BOB;
import static rtmlab.updated.SmallWorld.GENERAL;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.PostMessage;

/** One message, one place, every answer the same: whatever befalls the fast check for repeats. */
class RepeatsTest {

    private static final ClientMessageId ID = new ClientMessageId("m1");
    private static final String LOST_ANSWER = "lost reply of alice: http POST web-app /api/chat.postMessage #1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The web app dies between the check and the append, …
                "crash before web-app-1: log append #1",
                // … or right after the append, before anybody is told, …
                "crash after web-app-1: log append #1",
                // … or when everybody is told, but Redis does not know yet, …
                "crash before web-app-1: redis set #1",
                // … or when only the sender does not know.
                "crash before web-app-1: http answer /api/chat.postMessage #1",
                // The check itself fails, or Redis is away.
                "failure of web-app-1: redis get #1",
                "server restart at web-app-1: redis get #1"
            })
    void aWebAppDiesOnTheWay(String mishap) {
        try (var small = SmallWorld.with(mishap)) {
            postOnce(small);
            small.run();

            assertOnce(small);
        }
    }

    @Test
    void redisForgetsThatItWasPosted() {
        try (var small = SmallWorld.with(LOST_ANSWER, "restart without memory at web-app-2: redis get #1")) {
            postOnce(small);
            small.run();

            assertOnce(small);
        }
    }

    @Test
    void redisNeverLearnsThatItWasPosted() {
        try (var small = SmallWorld.with(LOST_ANSWER, "failure of web-app-1: redis set #1")) {
            postOnce(small);
            small.run();

            assertOnce(small);
        }
    }

    @Test
    void redisIsFullAndCannotRemember() {
        try (var small = SmallWorld.with(LOST_ANSWER, "full memory at web-app-1: redis set #1")) {
            postOnce(small);
            small.run();

            assertOnce(small);
        }
    }

    @Test
    void twoWebAppsGetTheSameRetryAtOnce() {
        try (var small = SmallWorld.with()) {
            var answers = new ArrayList<Ts>();
            for (var number = 1; number <= 2; number++) {
                var webApp = NodeName.of("web-app", number);
                var request = new PostMessage(ALICE.token(), GENERAL, "hello", ID);
                small.onNode(
                        ALICE,
                        host -> answers.add(host.http()
                                .call(webApp, WebApi.POST_MESSAGE, request)
                                .message()
                                .ts()));
            }
            small.run();

            assertThat(small.logged()).as("both were appended").isEqualTo(2);
            assertThat(answers).hasSize(2).containsOnly(Ts.ofLogOffset(0));
            assertThat(small.stored()).hasSize(1);
            assertThat(small.screens.get("bob")).hasSize(1);
        }
    }

    /** Search and notifications are for users' eyes, too. */
    @Test
    void aRepeatIsFoundOnceAndNotifiedOnce() {
        try (var small = SmallWorld.with(LOST_ANSWER, "failure of web-app-1: redis set #1")) {
            small.system.script(ALICE, (client, _) -> client.post(GENERAL, "lunch, <@U2>?", ID));
            small.run();

            assertThat(small.logged()).as("appended twice").isEqualTo(2);
            assertThat(small.found("lunch")).hasSize(1);
            assertThat(small.notificationsOf(BOB))
                    .extracting(message -> message.ts())
                    .containsExactly(Ts.ofLogOffset(0));
        }
    }

    private static void postOnce(SmallWorld small) {
        small.system.script(ALICE, (client, _) -> client.post(GENERAL, "hello", ID));
    }

    private static void assertOnce(SmallWorld small) {
        var stored = small.stored();
        assertThat(stored).hasSize(1);
        assertThat(small.acknowledged)
                .isNotEmpty()
                .containsOnly(stored.getFirst().ts());
        assertThat(small.screens.get("alice"))
                .extracting(message -> message.ts())
                .containsExactly(stored.getFirst().ts());
        assertThat(small.screens.get("bob"))
                .extracting(message -> message.ts())
                .containsExactly(stored.getFirst().ts());
    }
}
