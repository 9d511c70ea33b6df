package rtmlab.checkers.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EdnTest {

    @Test
    void readsWhatClojurePrints() throws IOException {
        assertThat(read("nil true false 42 -7 +3 9N 1.5 2e3 7M ##Inf ##-Inf"))
                .containsExactly(
                        new Edn.Nil(),
                        new Edn.Bool(true),
                        new Edn.Bool(false),
                        new Edn.Int(42),
                        new Edn.Int(-7),
                        new Edn.Int(3),
                        new Edn.Int(9),
                        new Edn.Real(1.5),
                        new Edn.Real(2000),
                        new Edn.Real(7),
                        new Edn.Real(Double.POSITIVE_INFINITY),
                        new Edn.Real(Double.NEGATIVE_INFINITY));
        assertThat(read(":a :b/c sym - a.b/c \"x\\n\\\"\\u0041\" \\a \\newline \\u0042 \\( \\space"))
                .containsExactly(
                        Edn.keyword("a"),
                        Edn.keyword("b/c"),
                        new Edn.Symbol("sym"),
                        new Edn.Symbol("-"),
                        new Edn.Symbol("a.b/c"),
                        Edn.of("x\n\"A"),
                        new Edn.Letter('a'),
                        new Edn.Letter('\n'),
                        new Edn.Letter('B'),
                        new Edn.Letter('('),
                        new Edn.Letter(' '));
    }

    @Test
    void readsCollectionsWithinEachOther() throws IOException {
        var entries = new LinkedHashMap<Edn, Edn>();
        entries.put(Edn.keyword("v"), Edn.vector(Edn.of(1), new Edn.ListOf(List.of(Edn.nil()))));
        entries.put(Edn.of(2), new Edn.SetOf(new LinkedHashSet<>(List.of(Edn.of(true)))));
        assertThat(read("{:v [1 (nil)], 2 #{true}}")).containsExactly(new Edn.MapOf(entries));
        assertThat(read("#inst \"2017\" #a.b.Op{:x 1}"))
                .containsExactly(
                        new Edn.Tagged("inst", Edn.of("2017")),
                        new Edn.Tagged("a.b.Op", read("{:x 1}").getFirst()));
    }

    @Test
    void whatIsKeptWithoutBoxesEqualsWhatIsNot() throws IOException {
        assertSame("[:append 3 -9]", Edn.keyword("append"), Edn.of(3), Edn.of(-9));
        assertSame("[:send 3 [17 99]]", Edn.keyword("send"), Edn.of(3), Edn.vector(Edn.of(17), Edn.of(99)));
        assertSame("[:r 3 nil]", Edn.keyword("r"), Edn.of(3), Edn.nil());
        assertSame(
                "[:send 3 (17 99)]", Edn.keyword("send"), Edn.of(3), new Edn.ListOf(List.of(Edn.of(17), Edn.of(99))));
        assertSame("[17 99]", Edn.of(17), Edn.of(99));
        assertSame("[[17 99]]", Edn.vector(Edn.of(17), Edn.of(99)));
    }

    private static void assertSame(String text, Edn... items) throws IOException {
        var plain = new Edn.VectorOf(List.of(items));
        var read = read(text).getFirst();
        assertThat(read).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(plain).isEqualTo(read);
        assertThat(EdnWriter.write(read)).isEqualTo(text).isEqualTo(EdnWriter.write(plain));
    }

    @Test
    void commentsCommasAndDiscardedValuesAreWhiteSpace() throws IOException {
        assertThat(read("; first\n1,,2 #_{:a 3} #_ #_ 4 5 [6 #_7] ; last"))
                .hasSize(3)
                .contains(Edn.of(1), Edn.of(2));
    }

    @Test
    void whatItWritesItReads() throws IOException {
        var random = new Random(5);
        for (int round = 0; round < 5_000; round++) {
            var value = randomValue(random, 4);
            assertThat(read(EdnWriter.write(value))).containsExactly(value);
        }
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        assertMalformed("[1\n2", "line 2: the text ends before ']'");
        assertMalformed("{:a}", "line 1: a map has a key without a value");
        assertMalformed("{:a 1 :a 2}", "line 1: a map has the key :a twice");
        assertMalformed("#{1 1}", "line 1: a set has 1 twice");
        assertMalformed("\n]", "line 2: ']' closes nothing");
        assertMalformed("[1)", "line 1: ')' closes nothing");
        assertMalformed("\"a", "line 1: the text ends within a string");
        assertMalformed("\"\\q\"", "line 1: a string escapes 'q'");
        assertMalformed("\\", "line 1: the text ends after a backslash");
        assertMalformed("\\nope", "line 1: \\nope is no character");
        assertMalformed("99999999999999999999", "line 1: 99999999999999999999 is no number, or too big a one");
        assertMalformed("1x", "line 1: 1x is no number, or too big a one");
        assertMalformed(": a", "line 1: a keyword has no name");
        assertMalformed("# {}", "line 1: a '#' has no tag");
        assertMalformed("[".repeat(100_000), "line 1: values are nested more than 500 deep");
    }

    private static void assertMalformed(String text, String complaint) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedEdn.class).hasMessage(complaint);
    }

    private static List<Edn> read(String text) throws IOException {
        var reader = new EdnReader(new StringReader(text));
        var values = new ArrayList<Edn>();
        for (var value = reader.next(); value != null; value = reader.next()) {
            values.add(value);
        }
        return values;
    }

    private static Edn randomValue(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 12)) {
            case 0 -> Edn.nil();
            case 1 -> Edn.of(random.nextBoolean());
            case 2 -> Edn.of(random.nextLong());
            case 3 -> new Edn.Real(random.nextGaussian());
            case 4 -> Edn.of(randomText(random));
            case 5 -> new Edn.Letter((char) (' ' + random.nextInt(300)));
            case 6 -> Edn.keyword("k" + random.nextInt(9));
            case 7 -> new Edn.ListOf(randomValues(random, depth));
            case 8 -> new Edn.VectorOf(randomValues(random, depth));
            case 9 -> new Edn.SetOf(new LinkedHashSet<>(randomValues(random, depth)));
            case 10 -> {
                var entries = new LinkedHashMap<Edn, Edn>();
                randomValues(random, depth).forEach(key -> entries.put(key, randomValue(random, depth - 1)));
                yield new Edn.MapOf(entries);
            }
            default -> new Edn.Tagged("a.b/c", randomValue(random, depth - 1));
        };
    }

    private static List<Edn> randomValues(Random random, int depth) {
        var values = new ArrayList<Edn>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            values.add(randomValue(random, depth - 1));
        }
        return values;
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(0x3000));
        }
        return text.toString();
    }
}
