package rtmlab.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    private static final String EDN = "{:process 0 :type :invoke :f :write :value \"caf\u00e9\"}\n";
    private static final String JSON = "{\"type\":\"connected\",\"atMicros\":1,\"member\":\"Ren\u00e9\"}\n";

    @TempDir
    Path folder;

    @Test
    void aMarkOfTheByteOrderIsPassedOver() throws IOException {
        assertThat(JepsenOperations.read(file("\ufeff" + EDN, StandardCharsets.UTF_8)))
                .hasSize(1);
        assertThat(JsonLines.read(file("\ufeff" + JSON, StandardCharsets.UTF_8)).events())
                .hasSize(1);
    }

    @Test
    void whatIsNotUtf8IsRefusedWithItsLine() throws IOException {
        var latin1 = file("; one line\n".repeat(20_000) + EDN, StandardCharsets.ISO_8859_1);
        refusesLine(20_001, () -> JepsenOperations.read(latin1));
        var json = file("{\"type\":\"quiet\",\"atMicros\":1}\n".repeat(2) + JSON, StandardCharsets.ISO_8859_1);
        refusesLine(3, () -> JsonLines.read(json));
        refusesLine(3, () -> JsonLines.read(json, _ -> {}));
    }

    @Test
    void whatIsCutOffInsideACharacterIsRefusedWithItsLine() throws IOException {
        var bytes = EDN.getBytes(StandardCharsets.UTF_8);
        var cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 4));
        refusesLine(1, () -> JepsenOperations.read(cut));
        refusesLine(1, () -> JepsenHistory.read(cut));
    }

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("history"), text.getBytes(charset));
    }

    private static void refusesLine(int line, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOf(MalformedHistory.class)
                .hasMessage("line " + line + ": this is not UTF-8, or the text is cut off inside a character");
    }
}
