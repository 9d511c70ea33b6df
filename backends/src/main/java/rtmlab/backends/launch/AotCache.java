package rtmlab.backends.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * What a JVM has loaded and linked, kept in a file, so that later JVMs with the same main start in half the time.
 *
 * <p>It is for class paths of jars alone: a JVM makes none for a class path with folders in it.
 */
public final class AotCache {

    private static final String UNFINISHED = "recording-";
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(2);

    private AotCache() {}

    /**
     * Runs a child until it is ready and ends it, which takes some seconds more than usual; those that are given the same
     * folder by {@link ChildSpec#withAotCacheIn} start faster from then on. False when there cannot be such a file.
     */
    public static boolean record(ChildSpec spec, Path folder) {
        var file = file(spec, Folders.writable(folder));
        if (file.isEmpty()) {
            return false;
        }
        deleteAbandoned(folder);
        // A cache appears under its name complete or not at all; who records the same at the same moment is in nobody's
        // way.
        var unfinished = folder.resolve(
                UNFINISHED + ProcessHandle.current().pid() + "-" + spec.name() + "-" + UUID.randomUUID());
        try (var child = ChildJvm.start(spec.withAotRecording(unfinished))) {
            child.awaitReady(READY_WITHIN);
            child.stop(WRITTEN_WITHIN);
            if (!Files.exists(unfinished)) {
                return false;
            }
            deleteOutdated(spec, folder);
            Files.move(unfinished, file.get(), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new LaunchFailure("cannot write " + file.get() + ": " + e.getMessage(), e);
        } finally {
            unfinished.toFile().delete();
            unfinished
                    .resolveSibling(unfinished.getFileName() + ".config")
                    .toFile()
                    .delete();
        }
    }

    /** Whether such a child would start with a cache now. */
    public static boolean isRecorded(ChildSpec spec, Path folder) {
        return file(spec, folder).filter(Files::isRegularFile).isPresent();
    }

    /** Where the cache for such a child is, if there is one; empty where there can be none. */
    static Optional<Path> file(ChildSpec spec, Path folder) {
        return fingerprint(spec).map(fingerprint -> folder.resolve(prefix(spec) + fingerprint + ".aot"));
    }

    /** JDK 25 takes classes from a cache without a look at the class path: whether the jars are the same is for us to see. */
    private static Optional<String> fingerprint(ChildSpec spec) {
        var seen = new StringBuilder(System.getProperty("java.vm.version"));
        for (var entry : spec.classPath().split(File.pathSeparator, -1)) {
            var jar = new File(entry);
            if (jar.isDirectory()) {
                return Optional.empty();
            }
            seen.append('\n')
                    .append(entry)
                    .append(' ')
                    .append(jar.length())
                    .append(' ')
                    .append(jar.lastModified());
        }
        var checksum = new CRC32();
        checksum.update(seen.toString().getBytes(StandardCharsets.UTF_8));
        return Optional.of(Long.toHexString(checksum.getValue()));
    }

    private static String prefix(ChildSpec spec) {
        return spec.mainClass() + "-";
    }

    /** Whoever was killed while it recorded has left its half behind. */
    private static void deleteAbandoned(Path folder) {
        try (var found = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (var file : found) {
                var owner = file.getFileName()
                        .toString()
                        .substring(UNFINISHED.length())
                        .replaceFirst("-.*", "");
                if (owner.matches("[0-9]{1,18}")
                        && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new LaunchFailure("cannot tidy up in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void deleteOutdated(ChildSpec spec, Path folder) throws IOException {
        try (var outdated = Files.newDirectoryStream(folder, prefix(spec) + "*.aot")) {
            for (var file : outdated) {
                Files.deleteIfExists(file);
            }
        }
    }
}
