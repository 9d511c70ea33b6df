package rtmlab.backends.launch.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.ChildJvm;
import rtmlab.backends.launch.docker.DockerOptions.Images;

class NoEngineTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // Injected.
    private Path folder;

    @Test
    void whereNoEngineAnswersOneSentenceSaysSo() {
        var nowhere = "unix://" + folder.resolve("no.sock");
        var spec = ContainerHolder.spec(folder, "run", DockerOptions.of(Images.fromEnvironment()));
        var environment = new HashMap<>(spec.environment());
        environment.put("DOCKER_HOST", nowhere);

        try (var holder = ChildJvm.start(spec.withEnvironment(environment))) {
            assertThat(holder.await(ContainerHolder::isOver, SOON))
                    .isEqualTo("cannot no Docker engine answers at " + nowhere
                            + " (DOCKER_HOST); start one, or leave --servers docker away");
        }
    }
}
