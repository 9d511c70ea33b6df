package rtmlab.backends.launch;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A cache folder in which programs are unpacked once, for all runs: also for those that start at the same moment. */
final class UnpackedOnce {

    private static final String UNFINISHED = ".unpacking-";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path cache;

    UnpackedOnce(Path cache) {
        this.cache = Folders.writable(cache);
    }

    @FunctionalInterface
    interface Unpacker {
        void into(Path folder) throws IOException;
    }

    /** The folder of that name in the cache, filled by the unpacker where it is missing. */
    Path folder(String name, Unpacker unpacker) throws IOException {
        var folder = cache.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        deleteAbandoned(name);
        // Not a temporary folder, which nobody else could enter: a server may run as another user.
        var unfinished = Files.createDirectory(cache.resolve(name + UNFINISHED + UUID.randomUUID()));
        try {
            unpacker.into(unfinished);
            // A folder appears under its name complete or not at all: whoever finds it can use it.
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Another run was quicker, and the same thing is there.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        } finally {
            Folders.delete(unfinished);
        }
        return folder;
    }

    /** What was killed while it unpacked has left its half behind. */
    private void deleteAbandoned(String name) throws IOException {
        var longAgo = Instant.now().minus(ABANDONED);
        try (var found = Files.newDirectoryStream(cache, name + UNFINISHED + "*")) {
            for (var folder : found) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(longAgo)) {
                    Folders.delete(folder);
                }
            }
        }
    }
}
