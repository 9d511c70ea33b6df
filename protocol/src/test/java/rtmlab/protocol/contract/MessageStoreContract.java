package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Link;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MessageStore;

/** What {@link MessageStore} promises. The store is empty at the start of each test. */
@Timeout(60)
public abstract class MessageStoreContract {

    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final ChannelId RANDOM = new ChannelId("C2");

    /** Runs this as a node, on a host with a message store. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void historyShowsTheNewestFirst() {
        inNode(host -> {
            var store = host.messages();
            store.insert(message(GENERAL, 2, "b"));
            store.insert(message(GENERAL, 1, "a"));
            store.insert(message(GENERAL, 3, "c"));

            assertThat(all(store, GENERAL))
                    .containsExactly(message(GENERAL, 3, "c"), message(GENERAL, 2, "b"), message(GENERAL, 1, "a"));
        });
    }

    @Test
    void twoAuthorsMayUseTheSameClientMessageId() {
        inNode(host -> {
            var store = host.messages();
            var alices = new Post(GENERAL, new UserId("U1"), "mine", new ClientMessageId("same")).at(ts(1));
            var bobs = new Post(GENERAL, new UserId("U2"), "mine, too", new ClientMessageId("same")).at(ts(2));
            store.insertOnce(alices);
            store.insertOnce(bobs);
            store.insertOnce(bobs);

            assertThat(all(store, GENERAL)).containsExactly(bobs, alices);
        });
    }

    @Test
    void historyLeavesOutItsTwoBounds() {
        inNode(host -> {
            var store = host.messages();
            for (int place = 1; place <= 5; place++) {
                store.insert(message(GENERAL, place, "id " + place));
            }

            assertThat(store.history(GENERAL, ts(1), ts(5), 10))
                    .containsExactly(
                            message(GENERAL, 4, "id 4"), message(GENERAL, 3, "id 3"), message(GENERAL, 2, "id 2"));
            assertThat(store.history(GENERAL, ts(2), ts(3), 10)).isEmpty();
        });
    }

    @Test
    void historyKeepsTheNewestWhereItsLimitCuts() {
        inNode(host -> {
            var store = host.messages();
            for (int place = 1; place <= 5; place++) {
                store.insert(message(GENERAL, place, "id " + place));
            }

            assertThat(store.history(GENERAL, Ts.BEFORE_ALL, ts(5), 2))
                    .containsExactly(message(GENERAL, 4, "id 4"), message(GENERAL, 3, "id 3"));
        });
    }

    @Test
    void historyShowsOneChannelOnly() {
        inNode(host -> {
            var store = host.messages();
            store.insert(message(GENERAL, 1, "a"));
            store.insert(message(RANDOM, 1, "a"));

            assertThat(all(store, RANDOM)).containsExactly(message(RANDOM, 1, "a"));
            assertThat(all(store, new ChannelId("C3"))).isEmpty();
        });
    }

    @Test
    void insertAddsARowEachTime() {
        inNode(host -> {
            var store = host.messages();
            var message = message(GENERAL, 1, "a");
            store.insert(message);
            store.insert(message);

            assertThat(all(store, GENERAL)).containsExactly(message, message);
        });
    }

    @Test
    void messagesWithTheSamePlaceAreBothShownAndAlwaysInTheSameOrder() {
        inNode(host -> {
            var store = host.messages();
            store.insert(message(GENERAL, 1, "a"));
            store.insert(message(GENERAL, 1, "b"));
            store.insert(message(GENERAL, 1, "c"));
            var first = all(store, GENERAL);

            assertThat(first)
                    .containsExactlyInAnyOrder(
                            message(GENERAL, 1, "a"), message(GENERAL, 1, "b"), message(GENERAL, 1, "c"));

            store.insert(message(GENERAL, 2, "d"));
            store.insert(message(RANDOM, 1, "e"));
            assertThat(store.history(GENERAL, Ts.BEFORE_ALL, ts(2), 10)).isEqualTo(first);
            assertThat(store.history(GENERAL, Ts.BEFORE_ALL, ts(2), 2)).isEqualTo(first.subList(0, 2));
        });
    }

    @Test
    void insertOnceStoresOneOfEachClientMessageId() {
        inNode(host -> {
            var store = host.messages();
            store.insertOnce(message(GENERAL, 1, "a"));
            store.insertOnce(message(GENERAL, 1, "a"));
            store.insertOnce(message(GENERAL, 2, "b"));

            assertThat(all(store, GENERAL)).containsExactly(message(GENERAL, 2, "b"), message(GENERAL, 1, "a"));
        });
    }

    @Test
    void insertOnceCountsEachChannelByItself() {
        inNode(host -> {
            var store = host.messages();
            store.insertOnce(message(GENERAL, 1, "a"));
            store.insertOnce(message(RANDOM, 2, "a"));

            assertThat(all(store, GENERAL)).containsExactly(message(GENERAL, 1, "a"));
            assertThat(all(store, RANDOM)).containsExactly(message(RANDOM, 2, "a"));
        });
    }

    @Test
    void insertOnceKeepsTheLowerPlaceThatCameFirst() {
        inNode(host -> {
            var store = host.messages();
            store.insertOnce(message(GENERAL, 3, "a"));
            store.insertOnce(message(GENERAL, 7, "a"));

            assertThat(all(store, GENERAL)).containsExactly(message(GENERAL, 3, "a"));
        });
    }

    @Test
    void insertOnceKeepsTheLowerPlaceThatCameLast() {
        inNode(host -> {
            var store = host.messages();
            store.insertOnce(message(GENERAL, 7, "a"));
            store.insertOnce(message(GENERAL, 3, "a"));

            assertThat(all(store, GENERAL)).containsExactly(message(GENERAL, 3, "a"));
            assertThat(store.history(GENERAL, ts(3), Ts.AFTER_ALL, 10)).isEmpty();
        });
    }

    @Test
    void insertFirstKeepsWhatCameFirstAndAnswersWithIt() {
        inNode(host -> {
            var store = host.messages();
            var first = message(GENERAL, 7, "a");
            var repeat = new Post(GENERAL, new UserId("U1"), "changed", new ClientMessageId("a")).at(ts(3));

            assertThat(store.insertFirst(first)).isEqualTo(first);
            assertThat(store.insertFirst(repeat)).isEqualTo(first);
            assertThat(store.insertFirst(message(RANDOM, 3, "a"))).isEqualTo(message(RANDOM, 3, "a"));
            assertThat(all(store, GENERAL)).containsExactly(first);
        });
    }

    @Test
    void insertFirstAtOnceAnswersEverybodyAlike() {
        inNode(host -> {
            var store = host.messages();
            var answers = new ArrayList<Message>();
            var done = host.<Boolean>later();
            for (int place = 1; place <= 8; place++) {
                var mine = place;
                host.spawn("inserter", () -> {
                    answers.add(store.insertFirst(message(GENERAL, mine, "a")));
                    if (answers.size() == 8) {
                        done.complete(true);
                    }
                });
            }

            assertThat(done.await(Texts.LONG)).isPresent();
            assertThat(answers).hasSize(8).containsOnly(all(store, GENERAL).getFirst());
            assertThat(all(store, GENERAL)).hasSize(1);
        });
    }

    @Test
    void insertOnceAtOnceStoresOne() {
        inNode(host -> {
            var store = host.messages();
            var places = new ArrayList<Integer>();
            var done = host.<Boolean>later();
            for (int place = 1; place <= 8; place++) {
                var mine = place;
                host.spawn("inserter", () -> {
                    store.insertOnce(message(GENERAL, mine, "a"));
                    places.add(mine);
                    if (places.size() == 8) {
                        done.complete(true);
                    }
                });
            }

            assertThat(done.await(Texts.LONG)).isPresent();
            assertThat(all(store, GENERAL)).containsExactly(message(GENERAL, 1, "a"));
        });
    }

    @Test
    void anyTextSurvives() {
        inNode(host -> {
            var message = new Post(GENERAL, new UserId("U1"), Texts.ANY, new ClientMessageId("a")).at(ts(1));
            host.messages().insert(message);

            assertThat(all(host.messages(), GENERAL)).containsExactly(message);
        });
    }

    @Test
    void whatWasInsertedIsThereAfterARestart() {
        inNode(host -> {
            host.messages().insert(message(GENERAL, 1, "a"));
            host.messages().insertOnce(message(GENERAL, 2, "b"));
        });

        inNode(host -> assertThat(all(host.messages(), GENERAL))
                .containsExactly(message(GENERAL, 2, "b"), message(GENERAL, 1, "a")));
    }

    @Test
    void unreadAreTheMessagesOfOthersAfterTheMark() {
        inNode(host -> {
            var store = host.messages();
            for (int place = 1; place <= 5; place++) {
                store.insert(message(GENERAL, place, "id " + place));
            }
            store.insert(new Post(GENERAL, new UserId("U2"), "mine", new ClientMessageId("own")).at(ts(6)));

            assertThat(store.unread(
                            new UserId("U2"),
                            List.of(
                                    new ReadMark(RANDOM, Ts.BEFORE_ALL),
                                    new ReadMark(GENERAL, ts(3)),
                                    new ReadMark(GENERAL, Ts.BEFORE_ALL))))
                    .containsExactly(0, 2, 5);
            assertThat(store.unread(new UserId("U2"), List.of())).isEmpty();
        });
    }

    @Test
    void linksStandBesideTheirMessages() {
        inNode(host -> {
            var store = host.messages();
            var one = new Link("https://example.com/a?b=c", "a");
            var two = new Link("https://example.com/ü", "{\"two\", 'two'}");
            store.addLinks(message(GENERAL, 1, "a"), List.of(two));
            store.addLinks(message(GENERAL, 1, "a"), List.of(two, one));
            store.addLinks(message(GENERAL, 2, "b"), List.of());
            store.addLinks(message(GENERAL, 3, "c"), List.of(one));
            store.addLinks(message(RANDOM, 2, "d"), List.of(one));

            assertThat(store.links(GENERAL, Ts.BEFORE_ALL, Ts.AFTER_ALL))
                    .containsExactly(Map.entry(ts(1), List.of(two, one)), Map.entry(ts(3), List.of(one)));
            assertThat(store.links(GENERAL, ts(1), ts(3))).isEmpty();
        });
    }

    private static List<Message> all(MessageStore store, ChannelId channel) {
        return store.history(channel, /* after= */ Ts.BEFORE_ALL, /* before= */ Ts.AFTER_ALL, 10);
    }

    private static Message message(ChannelId channel, int place, String id) {
        return new Post(channel, new UserId("U1"), "text of " + id, new ClientMessageId(id)).at(ts(place));
    }

    private static Ts ts(int place) {
        return Ts.ofLogOffset(place);
    }
}
