package rtmlab.backends.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AotCacheTest {

    @RegisterExtension
    final RunFolder folder = new RunFolder.PerTest();

    @Test
    void aCacheIsUsedUntilTheJarsChange() throws IOException {
        var jar = jarOf(TalkativeChild.class, ParentLink.class);
        var spec = ChildSpec.of("child", TalkativeChild.class, folder.path())
                .withClassPath(jar.toString())
                .withAotCacheIn(folder.path());

        // As left by whoever was killed in the middle of it, and as made by whoever is at it.
        var abandoned = Files.createFile(folder.path().resolve("recording-" + deadPid() + "-child-1.config"));
        var another = Files.createFile(
                folder.path().resolve("recording-" + ProcessHandle.current().pid() + "-child-2"));

        assertThat(AotCache.record(spec, folder.path())).isTrue();

        assertThat(abandoned).doesNotExist();
        assertThat(another).exists();
        Files.delete(another);

        // So that the JVM does not start where the cache does not fit.
        var strict = spec.withJvmOptions(List.of("-XX:AOTMode=on"));
        assertThat(strict.command()).anyMatch(option -> option.startsWith("-XX:AOTCache="));
        try (var child = ChildJvm.start(strict)) {
            child.awaitReady(Duration.ofSeconds(30));
        }

        var more = Files.copy(jar, folder.path().resolve("more.jar"));
        var strictWithMore = strict.withMoreJars(List.of(more));
        assertThat(strictWithMore.command()).isEqualTo(strict.command());
        try (var child = ChildJvm.start(strictWithMore)) {
            child.awaitReady(Duration.ofSeconds(30));
        }
        Files.delete(more);

        assertThat(jar.toFile().setLastModified(0)).isTrue();
        assertThat(spec.command()).noneMatch(option -> option.startsWith("-XX:AOTCache="));
        assertThat(folder.path().toFile().list()).hasSize(4).contains("child.jar", "child.log", "tmp");
    }

    /** It is gone at once, and does not first write for seconds what nobody will ever use. */
    @Tag("slow")
    @Test
    void whatLosesItsParentWhileItRecordsWritesNoCache() throws IOException {
        var unfinished = folder.path().resolve("recording-1-child");
        var spec = ChildSpec.of("child", TalkativeChild.class, folder.path())
                .withClassPath(jarOf(TalkativeChild.class, ParentLink.class).toString())
                .withAotRecording(unfinished);

        try (var child = ChildJvm.start(spec)) {
            child.awaitReady(Duration.ofSeconds(30));
        }

        assertThat(unfinished).doesNotExist();
    }

    /** No process has it: it is larger than any system gives. */
    private static long deadPid() {
        return 1L << 40;
    }

    @Test
    void aClassPathWithFoldersHasNone() {
        var spec = ChildSpec.of("child", TalkativeChild.class, folder.path())
                .withClassPath(folder.path().toString());

        assertThat(AotCache.record(spec, folder.path())).isFalse();
    }

    /** A jar of all classes of this package, which lie in the folders where these two come from. */
    private Path jarOf(Class<?>... classes) throws IOException {
        var file = Files.createDirectories(folder.path()).resolve("child.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (var type : classes) {
                var packageName = type.getPackageName().replace('.', '/');
                var root = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath());
                try (var found = Files.newDirectoryStream(root.resolve(packageName), "*.class")) {
                    for (var path : found) {
                        if (!path.endsWith("package-info.class")) {
                            jar.putNextEntry(new JarEntry(packageName + "/" + path.getFileName()));
                            Files.copy(path, jar);
                        }
                    }
                }
            }
        }
        return file;
    }
}
