package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SearchIndex;
import rtmlab.protocol.port.SearchIndex.Found;

/** What {@link SearchIndex} promises. The index is empty at the start of each test. */
@Timeout(60)
public abstract class SearchIndexContract {

    private static final ChannelId GENERAL = new ChannelId("C1");
    private static final ChannelId RANDOM = new ChannelId("C2");

    /** Runs this as a node, on a host with a search index. */
    protected abstract void inNode(Consumer<Host> code);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Lunch at noon?                | LUNCH
                    Lunch at noon?                | noon lunch
                    Lunch at noon?                | "noon"
                    see https://example.com/a_b   | example b
                    e-mail to bob@example.com     | mail bob
                    Grüße, 你好 мир                 | grüße 你好 МИР
                    v1.2-rc3 costs 1e5 €          | rc3 1e5 v1 2
                    it's a 'quoted' & ! text      | quoted
                    the and of not                | the and of not
                    """)
    void aMessageIsFoundByItsWords(String text, String query) {
        inNode(host -> {
            var message = message(GENERAL, 1, text);
            host.search().index(message);

            assertThat(find(host.search(), query)).isEqualTo(new Found(List.of(message), 1));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Lunch at noon?                | lunch tomorrow
                    Lunch at noon?                | lun
                    Lunch at noon?                | lunches
                    Lunch at noon?                | '?'
                    Lunch at noon?                | ''
                    Lunch at noon?                | "lunch' & !'dinner"
                    """)
    void aMessageIsNotFoundByOtherWords(String text, String query) {
        inNode(host -> {
            host.search().index(message(GENERAL, 1, text));

            assertThat(find(host.search(), query)).isEqualTo(new Found(List.of(), 0));
        });
    }

    @Test
    void theNewestIsFoundFirstPageByPage() {
        inNode(host -> {
            var search = host.search();
            for (var place = 1; place <= 5; place++) {
                search.index(message(GENERAL, place, "word " + place));
            }

            assertThat(search.find(List.of(GENERAL), "word", 0, 2))
                    .isEqualTo(new Found(List.of(message(GENERAL, 5, "word 5"), message(GENERAL, 4, "word 4")), 5));
            assertThat(search.find(List.of(GENERAL), "word", 4, 2))
                    .isEqualTo(new Found(List.of(message(GENERAL, 1, "word 1")), 5));
            assertThat(search.find(List.of(GENERAL), "word", 6, 2)).isEqualTo(new Found(List.of(), 5));
        });
    }

    @Test
    void nothingIsFoundOutsideTheChannelsThatAreAskedFor() {
        inNode(host -> {
            var search = host.search();
            search.index(message(GENERAL, 1, "word"));
            search.index(message(RANDOM, 1, "word"));

            assertThat(search.find(List.of(RANDOM), "word", 0, 10))
                    .isEqualTo(new Found(List.of(message(RANDOM, 1, "word")), 1));
            assertThat(search.find(List.of(RANDOM, GENERAL), "word", 0, 10).total())
                    .isEqualTo(2);
            assertThat(search.find(List.of(), "word", 0, 10).total()).isZero();
        });
    }

    @Test
    void indexingTwiceChangesNothing() {
        inNode(host -> {
            host.search().index(message(GENERAL, 1, "word"));
            host.search().index(message(GENERAL, 1, "word"));

            assertThat(find(host.search(), "word").total()).isEqualTo(1);
        });
    }

    @Test
    void aRepeatIsFoundOnceWhereTheFirstIs() {
        inNode(host -> {
            var first = message(GENERAL, 4, "word");
            host.search().index(first.post().at(Ts.ofLogOffset(9)));
            host.search().index(first);
            host.search().index(first.post().at(Ts.ofLogOffset(7)));

            assertThat(find(host.search(), "word").messages()).containsExactly(first);
        });
    }

    @Test
    void anyTextCanBeIndexed() {
        inNode(host -> {
            host.search().index(message(GENERAL, 1, Texts.ANY));
            host.search().index(message(GENERAL, 2, "x".repeat(Post.MAX_TEXT_LENGTH)));
            host.search().index(message(GENERAL, 3, "𝒳".repeat(Post.MAX_TEXT_LENGTH / 2)));
            host.search().index(message(GENERAL, 4, "?"));

            assertThat(find(host.search(), "x".repeat(Post.MAX_TEXT_LENGTH)).total())
                    .isEqualTo(1);
            assertThat(find(host.search(), "𝒳".repeat(Post.MAX_TEXT_LENGTH / 2))
                            .total())
                    .isEqualTo(1);
        });
    }

    @Test
    void whatWasIndexedIsFoundAfterARestart() {
        inNode(host -> host.search().index(message(GENERAL, 1, "word")));

        inNode(host -> assertThat(find(host.search(), "word").total()).isEqualTo(1));
    }

    private static Found find(SearchIndex search, String query) {
        return search.find(List.of(GENERAL, RANDOM), query, 0, 10);
    }

    private static Message message(ChannelId channel, int place, String text) {
        return new Post(channel, new UserId("U1"), text, new ClientMessageId("id " + place)).at(Ts.ofLogOffset(place));
    }
}
