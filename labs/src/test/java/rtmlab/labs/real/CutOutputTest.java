package rtmlab.labs.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CutOutputTest {

    @Test
    void theBeginningIsPassedOnAndTheRestForgotten() {
        var passed = new ByteArrayOutputStream();
        var out = new PrintStream(new CutOutput(passed, 10), true, StandardCharsets.UTF_8);

        out.print("01234");
        assertThat(passed.toString(StandardCharsets.UTF_8)).isEqualTo("01234");

        out.print("56789abc");
        out.print("def");
        assertThat(passed.toString(StandardCharsets.UTF_8))
                .isEqualTo("0123456789\n… and whatever is printed from here on is forgotten\n");
    }
}
