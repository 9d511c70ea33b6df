package rtmlab.backends.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnpackedOnceTest {

    @RegisterExtension
    final RunFolder folder = new RunFolder.PerTest();

    @Test
    void runsThatUnpackAtTheSameMomentFindTheSameWholeThing() throws Exception {
        var bothUnpack = new CyclicBarrier(2);
        try (var runs = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = runs.submit(() -> unpack("one", bothUnpack));
            var other = runs.submit(() -> unpack("other", bothUnpack));

            assertThat(one.get()).isEqualTo(other.get());
            assertThat(Files.readString(one.get().resolve("program"))).isIn("one", "other");
        }
        assertThat(folder.path().toFile().list()).containsExactly("programs");
    }

    @Test
    void whatIsThereIsNotUnpackedAgain() throws IOException {
        var cache = new UnpackedOnce(folder.path());
        var unpacked = cache.folder("programs", into -> Files.writeString(into.resolve("program"), "first"));

        var again = cache.folder("programs", into -> {
            throw new IOException("not again");
        });

        assertThat(again).isEqualTo(unpacked);
    }

    @Test
    void aFailedUnpackingLeavesNothingThatLooksWhole() {
        var cache = new UnpackedOnce(folder.path());

        assertThatThrownBy(() -> cache.folder("programs", into -> {
                    Files.writeString(into.resolve("program"), "hal");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(folder.path().toFile().list()).isEmpty();
    }

    @Test
    void whatAKilledRunHasLeftIsClearedAway() throws IOException {
        var cache = new UnpackedOnce(folder.path());
        var abandoned = Files.createDirectory(folder.path().resolve("programs.unpacking-1"));
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        cache.folder("programs", into -> Files.writeString(into.resolve("program"), "whole"));

        assertThat(folder.path().toFile().list()).containsExactly("programs");
    }

    private Path unpack(String content, CyclicBarrier bothUnpack) throws IOException {
        return new UnpackedOnce(folder.path()).folder("programs", into -> {
            Files.writeString(into.resolve("program"), content);
            try {
                bothUnpack.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IOException(e);
            }
        });
    }
}
