package rtmlab.simulator.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Swarm;

/** Runs follow from their choices alone: within a JVM, across fresh ones, on continuations and on virtual threads. */
class DeterminismTest {

    private static final int SEEDS = 200;

    /** What the fresh JVMs run: prints the trace hash of every seed. */
    public static final class HashesOfAllSeeds {
        public static void main(String[] args) {
            Prove.hashes(LongStream.range(0, SEEDS), DeterminismTest::hash, System.out::println);
        }
    }

    private static String hash(long seed) {
        return LostUpdate.run(3, Swarm.choices(seed, 30)).report().traceHashText();
    }

    private static List<String> hashesHere() {
        var lines = new ArrayList<String>();
        Prove.hashes(LongStream.range(0, SEEDS), DeterminismTest::hash, lines::add);
        return lines;
    }

    @Test
    void theSameChoicesGiveTheSameTrace() {
        assertThat(hashesHere()).isEqualTo(hashesHere());
    }

    @Test
    void differentChoicesGiveDifferentTraces() {
        assertThat(hashesHere().stream()
                        .map(line -> line.substring(line.indexOf(' ')))
                        .distinct()
                        .count())
                .isGreaterThan(SEEDS / 3);
    }

    @Test
    void freshJvmsGiveTheSameTraces() throws Exception {
        var here = hashesHere();

        assertThat(hashesInAFreshJvm("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED"))
                .isEqualTo(here);
        assertThat(hashesInAFreshJvm("-Djdk.virtualThreadScheduler.parallelism=1"))
                .isEqualTo(here);
    }

    private static List<String> hashesInAFreshJvm(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HashesOfAllSeeds.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }

    @Test
    void whereTwoTracesDifferTheFirstLineSaysSo() {
        var calm = LostUpdate.run(1, Choices.calm(), true).trace();
        var delayed = LostUpdate.run(1, Choices.replay(0, 5), true).trace();

        var difference = Prove.first(calm, delayed).orElseThrow();

        assertThat(Prove.first(calm, LostUpdate.run(1, Choices.calm(), true).trace()))
                .isEmpty();
        assertThat(difference.other()).contains("counter-1").contains("mishap");
    }

    @Test
    void recordingDoesNotChangeARun() {
        var told = LostUpdate.run(2, Swarm.choices(3, 30), true);

        assertThat(told.report().traceHashText())
                .isEqualTo(LostUpdate.run(2, Swarm.choices(3, 30)).report().traceHashText());
        assertThat(told.trace()).isNotEmpty();
    }
}
