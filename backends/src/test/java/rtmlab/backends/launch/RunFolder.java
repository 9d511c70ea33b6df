package rtmlab.backends.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A run's folder for each test, below target, deleted when the test has passed. */
final class RunFolder implements AfterEachCallback {

    static final Path CACHE = Path.of("target", "servers");

    private final Path path = Path.of("target", "launch", UUID.randomUUID().toString());

    Path path() {
        return path;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isEmpty()) {
            Folders.delete(path);
        }
    }
}
