package rtmlab.labs.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.labs.ApiClasses;
import rtmlab.labs.Labs;
import rtmlab.labs.Submission.Unusable;

/** What a student's code cannot name, it cannot do. */
class ClassCheckTest {

    @TempDir
    private static Path folder;

    private static Path api = Path.of("");

    @BeforeAll
    static void writeApi() throws IOException {
        api = folder.resolve("api.jar");
        ApiClasses.writeJar(Labs.numbered(1), api);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System.exit(0)                                                   | java.lang.System.exit",
                "Runtime.getRuntime().halt(0)                                     | java.lang.Runtime",
                "new ProcessBuilder(\"sh\").start()                               | java.lang.ProcessBuilder",
                "new Thread(() -> {}).start()                                     | java.lang.Thread",
                "Thread.ofVirtual().start(() -> {})                               | java.lang.Thread",
                "java.util.concurrent.CompletableFuture.runAsync(() -> {})        | java.util.concurrent.CompletableFuture",
                "List.of(1).parallelStream().forEach(x -> {})                     | parallelStream",
                "List.of(1).stream().parallel().forEach(x -> {})                  | parallel",
                "new Object().wait()                                              | java.lang.Object.wait",
                "\"\".wait()                                                      | wait",
                "java.nio.file.Files.writeString(java.nio.file.Path.of(\"x\"), \"\") | java.nio.file",
                "new java.io.FileOutputStream(\"x\").close()                      | java.io.FileOutputStream",
                "new java.io.PrintStream(\"x\").close()                           | new java.io.PrintStream",
                "new java.util.Formatter(\"x\").close()                           | java.util.Formatter",
                "new java.util.Scanner(System.in).next()                          | java.util.Scanner",
                "System.in.read()                                                 | java.lang.System.in",
                "System.out.write(1)                                              | java.io.PrintStream.write",
                "System.setOut(null)                                              | java.lang.System.setOut",
                "System.setProperty(\"a\", \"b\")                                 | java.lang.System.setProperty",
                "System.getenv()                                                  | java.lang.System.getenv",
                "System.nanoTime()                                                | java.lang.System.nanoTime",
                "Math.random()                                                    | java.lang.Math.random",
                "java.time.Instant.now()                                          | java.time.Instant.now",
                "new java.util.Random().nextInt()                                 | java.util.Random",
                "java.util.UUID.randomUUID()                                      | java.util.UUID",
                "Class.forName(\"lab.Schedule\")                                  | java.lang.Class.forName",
                "getClass().getDeclaredMethods()                                  | java.lang.Class.getDeclaredMethods",
                "getClass().getClassLoader()                                      | java.lang.Class.getClassLoader",
                "java.lang.invoke.MethodHandles.lookup()                          | java.lang.invoke.MethodHandles.lookup",
                "java.util.ServiceLoader.load(Runnable.class)                     | java.util.ServiceLoader",
                "new java.net.Socket(\"127.0.0.1\", 80)                           | java.net.Socket",
                "java.lang.foreign.Linker.nativeLinker()                          | java.lang.foreign.Linker",
                "StackWalker.getInstance()                                        | java.lang.StackWalker",
                "java.util.Locale.setDefault(java.util.Locale.ROOT)               | java.util.Locale",
                "((Runnable) System::gc).run()                                    | java.lang.System.gc",
                "((java.util.function.Supplier<Runtime>) Runtime::getRuntime).get() | java.lang.Runtime",
                "\"a\".intern()                                                  | java.lang.String.intern",
                "Integer.getInteger(\"a\")                                        | java.lang.Integer.getInteger",
                "new RuntimeException().printStackTrace()                         | printStackTrace"
            })
    void whatReachesOutOfItsOwnMemoryIsRefusedWithFileLineAndName(String statement, String named) {
        assertThatThrownBy(() -> load(inMethod(statement)))
                .isInstanceOf(Unusable.class)
                .hasMessageStartingWith("Schedule.java:")
                .hasMessageContaining(named)
                .hasMessageContaining("may not use");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static int count;",
                "static final java.util.Map<String, String> MEMORY = new java.util.HashMap<>();",
                "static final int[] MEMORY = new int[1];",
                "enum Memory { IT; int count; }",
                "static final StringBuilder MEMORY = new StringBuilder();"
            })
    void memoryThatWouldSurviveACrashIsRefused(String member) {
        assertThatThrownBy(() -> load("package lab; public final class Schedule { " + member + " }"))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("static memory");
    }

    @Test
    void nativeCodeIsRefused() {
        assertThatThrownBy(() -> load("package lab; public final class Schedule { native void go(); }"))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("native code");
    }

    @Test
    void aFinalizerIsRefused() {
        assertThatThrownBy(() -> load("package lab; public final class Schedule {\n\n protected void finalize() {} }"))
                .isInstanceOf(Unusable.class)
                .hasMessageStartingWith("Schedule.java:3: ")
                .hasMessageContaining("a finalizer");
    }

    @Test
    void aClassOfOursCannotBeReplaced() {
        assertThatThrownBy(() -> load("package rtmlab.labs.api; interface CrashSchedule {}"))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("every class has to be in the package lab");
    }

    @Test
    void whatIsNoPartOfTheLabDoesNotCompile() {
        assertThatThrownBy(() -> load(inMethod("rtmlab.labs.Labs.all()")))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("Schedule.java:8: ")
                .hasMessageContaining("rtmlab.labs");
    }

    @Test
    void ordinaryJavaIsWelcome() {
        var classes = load("""
                package lab;

                import java.time.Duration;
                import java.util.*;
                import java.util.function.Function;
                import java.util.stream.Collectors;

                public final class Schedule implements rtmlab.labs.api.CrashSchedule {
                    sealed interface Step permits Before, After {}
                    record Before(String what, int count) implements Step {}
                    record After(String what, Mood mood) implements Step {}
                    enum Mood { GLAD, SAD { @Override String word() { return "sad"; } }; String word() { return "glad"; } }
                    private static final Duration PAUSE = Duration.ofMillis(5);
                    private static final String WORD = "word";
                    private static final class Odd extends RuntimeException { Odd(String why) { super(why); } }
                    private final Map<Mood, List<String>> memory = new EnumMap<>(Mood.class);

                    public Schedule() {}

                    @Override public List<String> lostAfterTheAck() {
                        Function<Step, String> told = step -> switch (step) {
                            case Before(var what, var count) when count > 1 -> what + count;
                            case Before before -> before.toString();
                            case After(var what, Mood mood) -> what + switch (mood) { case GLAD -> 1; case SAD -> 2; };
                        };
                        memory.computeIfAbsent(Mood.SAD, _ -> new ArrayList<>()).add(WORD + PAUSE.toMillis());
                        var steps = new TreeSet<Step>(Comparator.comparing(Step::hashCode).thenComparing(told));
                        steps.add(new Before("b", 2));
                        steps.add(new After("a", Mood.valueOf("GLAD")));
                        assert !steps.isEmpty() : "no steps";
                        try {
                            throw new Odd("odd " + Mood.SAD.word());
                        } catch (Odd odd) {
                            memory.get(Mood.SAD).add(odd.getMessage());
                        }
                        var text = "x".repeat(2).chars().mapToObj(c -> "" + (char) c).collect(Collectors.joining(","));
                        return steps.stream().map(told).sorted().map(s -> s + text).toList();
                    }

                    @Override public List<String> storedTwice() {
                        int[] numbers = {3, 1, 2};
                        Arrays.sort(numbers);
                        return List.of(String.format("%d", numbers.clone()[0]), "%s".formatted(Optional.of(1).get()));
                    }
                }
                """);

        var schedule = classes.create("Schedule", rtmlab.labs.api.CrashSchedule.class);

        assertThat(schedule.lostAfterTheAck()).containsExactly("a1x,x", "b2x,x");
        assertThat(schedule.storedTwice()).containsExactly("1", "1");
    }

    private static String inMethod(String statement) {
        return """
                package lab;

                import java.util.List;

                public final class Schedule {

                    Object go() throws Throwable {
                        var unused = new Object[] {0}; %s;
                        return unused;
                    }
                }
                """.formatted(statement);
    }

    private static StudentClasses load(String source) {
        var classFiles = StudentCompiler.compile(Map.of("Schedule.java", source), api);
        return new StudentClasses(
                classFiles, AllowList.with(ApiClasses.of(Labs.numbered(1)).keySet()));
    }
}
