package rtmlab.labs.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what a grading leaves on the disk, gone when it is closed.
 *
 * <p>Whoever is killed cannot tidy up. So each folder has a file beside it that its owner keeps locked, a lock that the
 * operating system takes away with the process; and whoever makes a new folder deletes those that nobody owns any more.
 */
public final class ScratchFolder implements AutoCloseable {

    static final String PREFIX = "rtmlab-labs-";
    private static final String LOCK = ".lock";

    /**
     * The lock files of this process. It must not open them a second time: on POSIX systems, whoever closes a file loses all
     * locks that its process has on it, and another process would take the folder for abandoned.
     */
    private static final Set<Path> OWN = new HashSet<>();

    private final Path path;
    private final Path lockFile;
    private final FileChannel channel;

    private ScratchFolder(Path path, Path lockFile, FileChannel channel) {
        this.path = path;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /** A new one, where temporary files belong. */
    public static ScratchFolder create() throws IOException {
        return createIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static ScratchFolder createIn(Path parent) throws IOException {
        var real = parent.toRealPath();
        synchronized (OWN) {
            deleteAbandoned(real);
            while (true) {
                var lockFile = Files.createTempFile(real, PREFIX, LOCK);
                var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock();
                // Between its making and its locking another process may have taken it for abandoned.
                if (lock != null && Files.exists(lockFile)) {
                    OWN.add(lockFile);
                    return new ScratchFolder(Files.createDirectory(folderOf(lockFile)), lockFile, channel);
                }
                channel.close();
            }
        }
    }

    public Path path() {
        return path;
    }

    private static Path folderOf(Path lockFile) {
        var name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    private static void deleteAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK)) {
            for (var lockFile : locks) {
                if (OWN.contains(lockFile)) {
                    continue;
                }
                try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
                    @Nullable FileLock lock = channel.tryLock();
                    if (lock != null) {
                        delete(folderOf(lockFile));
                        Files.deleteIfExists(lockFile);
                    }
                } catch (IOException | UncheckedIOException _) {
                    // Somebody else's, or somebody else is just deleting it.
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (OWN) {
            try (channel) {
                delete(path);
                Files.deleteIfExists(lockFile);
            } finally {
                OWN.remove(lockFile);
            }
        }
    }

    /** Deletes a folder with all that is in it; does nothing where there is none. */
    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException _) {
            // There is none.
        }
    }
}
