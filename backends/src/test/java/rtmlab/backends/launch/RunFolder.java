package rtmlab.backends.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A run's folder below target, for one test or for all of a class; deleted afterwards, unless a test has failed. */
abstract sealed class RunFolder {

    static final Path CACHE = Path.of("target", "servers");

    private final Path path = Path.of("target", "launch", UUID.randomUUID().toString());
    private boolean failed;

    Path path() {
        return path;
    }

    void note(ExtensionContext context) {
        failed |= context.getExecutionException().isPresent();
    }

    void delete() throws IOException {
        if (!failed) {
            Folders.delete(path);
        }
    }

    static final class PerTest extends RunFolder implements AfterEachCallback {

        @Override
        public void afterEach(ExtensionContext context) throws IOException {
            note(context);
            delete();
        }
    }

    static final class PerClass extends RunFolder implements AfterEachCallback, AfterAllCallback {

        @Override
        public void afterEach(ExtensionContext context) {
            note(context);
        }

        @Override
        public void afterAll(ExtensionContext context) throws IOException {
            note(context);
            delete();
        }
    }
}
