package rtmlab.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files are read piece by piece: wherever a piece ends, what is read is the same. */
class ReadInPiecesTest {

    @Test
    void histories() throws IOException {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            var history = Samples.random(random);
            var json = new StringWriter();
            JsonLines.write(history, json);
            assertThat(JsonLines.read(pieces(json.toString(), random))).isEqualTo(history);
            var edn = new StringWriter();
            JepsenHistory.write(history, edn);
            assertThat(JepsenHistory.read(pieces(edn.toString(), random)))
                    .isEqualTo(JepsenHistory.read(new StringReader(edn.toString())));
        }
    }

    @Test
    void longHistoriesWithNumbersAndPairs() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            text.append("{:process ")
                    .append(i)
                    .append(" :type :invoke :f :poll}\n{:process ")
                    .append(i);
            text.append(" :type :ok :f :poll :value [[")
                    .append(i)
                    .append(' ')
                    .append(-i)
                    .append("] [7 , ");
            text.append(i * 1_000_000_000L)
                    .append("][1 2 3] [4 :five] ; six\n [")
                    .append(i)
                    .append("]]}\n");
        }
        var whole = JepsenOperations.read(new StringReader(text.toString()));
        assertThat(whole).hasSize(4_000);
        assertThat(whole.get(17).call()).isEqualTo("poll → [[17 -17] [7 17000000000] [1 2 3] [4 :five] [17]]");
        assertThat(JepsenOperations.read(pieces(text.toString(), new Random(4))))
                .isEqualTo(whole);
    }

    private static Reader pieces(String text, Random random) {
        return new FilterReader(new StringReader(text)) {
            @Override
            public int read(char[] to, int offset, int length) throws IOException {
                return super.read(to, offset, Math.min(length, 1 + random.nextInt(5)));
            }
        };
    }
}
