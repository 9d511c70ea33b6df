package rtmlab.backends.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a child JVM runs, with which memory, and where it writes.
 *
 * @param folder holds the child's log, {@code NAME.log}, and its temporary files
 * @param jvmOptions come after {@link #SMALL_JVM}, so that the last word is theirs
 * @param classPath of which an {@link AotCache} is made
 * @param moreJars behind the class path; a cache serves with them as well as without
 * @param aotCaches the folder of an {@link AotCache} to start with, where there is one for this main and class path
 * @param aotRecording where the JVM is to leave an AOT cache when it ends
 */
public record ChildSpec(
        String name,
        String mainClass,
        Path folder,
        List<String> arguments,
        List<String> jvmOptions,
        Map<String, String> environment,
        String classPath,
        List<Path> moreJars,
        Optional<Path> aotCaches,
        Optional<Path> aotRecording) {

    /** Quick to start and modest, so that a dozen fit on a laptop; it dies of a full heap rather than limp on. */
    public static final List<String> SMALL_JVM = List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            // Its file would lie in /tmp, whatever java.io.tmpdir says.
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
            "-Dorg.slf4j.simpleLogger.showThreadName=false",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    public ChildSpec {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "a child's name is also its log file's: letters, digits, . _ -, not: " + name);
        }
        arguments = List.copyOf(arguments);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
        moreJars = List.copyOf(moreJars);
    }

    /** A child with this process's class path and environment, and a small heap. */
    public static ChildSpec of(String name, Class<?> main, Path folder) {
        return new ChildSpec(
                name,
                main.getName(),
                folder,
                List.of(),
                List.of(),
                Map.of(),
                System.getProperty("java.class.path", ""),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public ChildSpec withArguments(List<String> arguments) {
        return but(copy -> copy.arguments = arguments);
    }

    public ChildSpec withArguments(String... arguments) {
        return withArguments(List.of(arguments));
    }

    public ChildSpec withJvmOptions(List<String> jvmOptions) {
        return but(copy -> copy.jvmOptions = jvmOptions);
    }

    /** These variables come on top of this process's own. */
    public ChildSpec withEnvironment(Map<String, String> environment) {
        return but(copy -> copy.environment = environment);
    }

    public ChildSpec withClassPath(String classPath) {
        return but(copy -> copy.classPath = classPath);
    }

    public ChildSpec withMoreJars(List<Path> moreJars) {
        return but(copy -> copy.moreJars = moreJars);
    }

    public ChildSpec withAotCacheIn(Path cacheFolder) {
        return but(copy -> copy.aotCaches = Optional.of(cacheFolder));
    }

    ChildSpec withAotRecording(Path file) {
        return but(copy -> copy.aotRecording = Optional.of(file));
    }

    /** The same, but for what is changed in the copy. */
    private ChildSpec but(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return new ChildSpec(
                name,
                mainClass,
                folder,
                copy.arguments,
                copy.jvmOptions,
                copy.environment,
                copy.classPath,
                copy.moreJars,
                copy.aotCaches,
                copy.aotRecording);
    }

    /** A copy of all that can be exchanged. */
    private static final class Copy {
        private List<String> arguments;
        private List<String> jvmOptions;
        private Map<String, String> environment;
        private String classPath;
        private List<Path> moreJars;
        private Optional<Path> aotCaches;
        private Optional<Path> aotRecording;

        Copy(ChildSpec original) {
            arguments = original.arguments;
            jvmOptions = original.jvmOptions;
            environment = original.environment;
            classPath = original.classPath;
            moreJars = original.moreJars;
            aotCaches = original.aotCaches;
            aotRecording = original.aotRecording;
        }
    }

    /** All that the child finds classes in. */
    String wholeClassPath() {
        var whole = new StringBuilder(classPath);
        moreJars.forEach(jar -> whole.append(File.pathSeparator).append(jar.toAbsolutePath()));
        return whole.toString();
    }

    public Path log() {
        return folder.resolve(name + ".log");
    }

    Path temporaryFiles() {
        return folder.resolve("tmp");
    }

    /** The same JVM as this one, with the same class path. */
    List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_JVM);
        command.add("-Djava.io.tmpdir=" + temporaryFiles().toAbsolutePath());
        command.add("-XX:ErrorFile=" + folder.resolve(name + "-jvm-crash.log").toAbsolutePath());
        if (aotRecording.isPresent()) {
            command.add("-XX:AOTCacheOutput=" + aotRecording.get());
            command.add("-D" + ParentLink.RECORDING + "=true");
        } else {
            aotCaches
                    .flatMap(caches -> AotCache.file(this, caches))
                    .filter(Files::isRegularFile)
                    .ifPresent(file -> command.add("-XX:AOTCache=" + file));
        }
        command.addAll(jvmOptions);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
