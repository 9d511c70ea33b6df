package rtmlab.initial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Disk;

class PersistentBufferTest {

    private final PersistentBuffer buffer = new PersistentBuffer(new LinesInMemory());

    @Test
    void whatWasWrittenAndNotConfirmedIsReplayedInOrder() {
        var first = message("one", 1);
        var second = message("two", 2);
        var third = message("three", 3);
        List.of(first, second, third).forEach(buffer::write);
        buffer.confirm(second);

        assertThat(buffer.unconfirmed()).containsExactly(first, third);
        assertThat(buffer.unconfirmed()).as("the replay forgets nothing").containsExactly(first, third);
    }

    @Test
    void anyTextSurvives() {
        var nasty = message("a\tb\nc\\td\\\\ \"quoted\" 'single' \r\n \\u0041 ☎ <&>/ \\s end ", 1);
        buffer.write(nasty);

        assertThat(buffer.unconfirmed()).containsExactly(nasty);
    }

    @Test
    void theSamePlaceInTwoChannelsIsTwoMessages() {
        var here = message("here", 1);
        var there = new Post(new ChannelId("C2"), here.author(), "there", new ClientMessageId("x")).at(here.ts());
        buffer.write(here);
        buffer.write(there);
        buffer.confirm(here);

        assertThat(buffer.unconfirmed()).containsExactly(there);
    }

    private static Message message(String text, long place) {
        var post = new Post(new ChannelId("C1"), new UserId("U1"), text, new ClientMessageId("id-" + place));
        return post.at(new Ts(1_700_000_000_000_000L + place));
    }

    private static final class LinesInMemory implements Disk {
        private final Map<String, List<String>> files = new HashMap<>();

        @Override
        public List<String> read(String file) {
            return List.copyOf(files.getOrDefault(file, List.of()));
        }

        @Override
        public void append(String file, String line) {
            assertThat(line).doesNotContain("\n").doesNotContain("\r");
            files.computeIfAbsent(file, _ -> new ArrayList<>()).add(line);
        }

        @Override
        public void sync(String file) {}

        @Override
        public void replace(String file, List<String> lines) {
            files.put(file, new ArrayList<>(lines));
        }
    }
}
