package rtmlab.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.checkers.history.Event.Connected;

class HistoryRecorderTest {

    @Test
    void eventsKeepTheOrderAndTheTimeInWhichTheyCame() {
        var clock = new AtomicLong();
        var recorder = new HistoryRecorder(clock::incrementAndGet);
        recorder.connected("alice");
        recorder.connected("bob");
        assertThat(recorder.history().events()).containsExactly(new Connected(1, "alice"), new Connected(2, "bob"));
    }

    @Test
    void aHistoryDoesNotGrowAfterItWasTaken() {
        var recorder = new HistoryRecorder(() -> 0);
        var before = recorder.history();
        recorder.quiet();
        assertThat(before.events()).isEmpty();
        assertThat(recorder.history().events()).hasSize(1);
    }

    @Test
    void manyThreadsLoseNothingAndStampInOrder() throws InterruptedException {
        var clock = new AtomicLong();
        var recorder = new HistoryRecorder(clock::incrementAndGet);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 1_000; j++) {
                    recorder.connected("alice");
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(recorder.history().events())
                .hasSize(8_000)
                .isSortedAccordingTo((a, b) -> Long.compare(a.atMicros(), b.atMicros()));
    }

    @Test
    void theFileHoldsEveryEventBeforeTheRecorderIsClosed(@TempDir Path folder) throws IOException {
        var file = folder.resolve("history.jsonl");
        try (var recorder = new HistoryRecorder(() -> 0, file)) {
            for (var event : Samples.oneOfEverything().events()) {
                recorder.add(_ -> event);
            }
            assertThat(JsonLines.read(file)).isEqualTo(recorder.history());
        }
        assertThat(JsonLines.read(file)).isEqualTo(Samples.oneOfEverything());
    }
}
