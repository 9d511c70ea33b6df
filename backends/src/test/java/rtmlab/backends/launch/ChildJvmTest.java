package rtmlab.backends.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChildJvmTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final RunFolder folder = new RunFolder.PerTest();

    private final CopyOnWriteArrayList<ChildJvm> children = new CopyOnWriteArrayList<>();

    @AfterEach
    void endChildren() {
        children.forEach(ChildJvm::close);
    }

    @Test
    void aChildGetsItsArgumentsAndItsEnvironment() {
        var child = start(spec().withArguments("one", "two").withEnvironment(Map.of("RTMLAB_TEST", "!")));

        assertThat(child.awaitReady(SOON)).isEqualTo("one two!");
    }

    @Test
    void whatAChildSaysReachesItsParentAndWhatItPrintsIsInItsLog() {
        var said = new CopyOnWriteArrayList<String>();
        var child = ChildJvm.start(spec(), said::add);
        children.add(child);
        child.awaitReady(SOON);

        assertThat(child.ask("hello", line -> line.startsWith("heard"), SOON)).isEqualTo("heard hello");
        child.close();

        assertThat(said).containsExactly("ready", "heard hello");
        assertThat(child.logTail(10)).containsExactly("printed, not said");
    }

    @Test
    void anAnswerIsToTheQuestionJustAsked() {
        var child = startReady();
        for (int i = 0; i < 2_000; i++) {
            child.send("noise " + i);
        }

        assertThat(child.ask("first", line -> !line.contains("noise"), SOON)).isEqualTo("heard first");
        assertThat(child.ask("second", line -> !line.contains("noise"), SOON)).isEqualTo("heard second");
    }

    @Test
    void aChildThatCannotGoOnSaysWhy() {
        var child = startReady();

        assertThatThrownBy(() -> child.ask("fail", line -> line.startsWith("heard"), SOON))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("child could not go on: the coffee is cold")
                .hasMessageContaining("child.log");
    }

    @Test
    void aBugInAChildIsToldToo() {
        var child = startReady();

        assertThatThrownBy(() -> child.ask("throw", line -> line.startsWith("heard"), SOON))
                .hasMessageContaining("java.lang.IllegalStateException: a bug");
        assertThat(child.logTail(50)).anyMatch(line -> line.contains("TalkativeChild"));
    }

    @Test
    void theLastWordsOfAChildThatDiedAreShown() {
        var child = startReady();

        assertThatThrownBy(() -> child.ask("die", line -> line.startsWith("heard"), SOON))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("child ended with exit status 7 before it answered")
                .hasMessageContaining("these are my last words");
    }

    @Test
    void aChildThatIsSilentIsNotWaitedForForEver() {
        var child = startReady();

        assertThatThrownBy(() -> child.await(line -> line.equals("never"), Duration.ofMillis(10)))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("child did not answer within 0.01 s");
    }

    @Test
    void nothingCanBeSentToADeadChild() {
        var child = startReady();
        child.kill();

        assertThatThrownBy(() -> child.send("hello"))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("child, which is not running");
    }

    @Test
    void aMainThatDoesNotExistIsToldWithTheWordsOfTheJvm() {
        var child = start(new ChildSpec(
                "child",
                "rtmlab.NoSuchMain",
                folder.path(),
                List.of(),
                List.of(),
                Map.of(),
                "",
                List.of(),
                spec().aotCaches(),
                spec().aotRecording()));

        assertThatThrownBy(() -> child.awaitReady(SOON))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("rtmlab.NoSuchMain");
    }

    @Test
    void aKilledChildIsGone() throws Exception {
        var child = startReady();

        child.kill();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.onExit().get(5, TimeUnit.SECONDS)).isEqualTo(Signal.available() ? 137 : 1);
    }

    @Test
    void aStoppedChildFinishesWhatItIsAt() {
        var child = startReady();

        child.stop(SOON);

        assertThat(child.await(line -> line.equals("good bye"), SOON)).isEqualTo("good bye");
        assertThat(child.exitStatus()).hasValue(0);
    }

    @Test
    void aPausedChildAnswersOnlyWhenItIsResumed() throws IOException {
        assumeTrue(Signal.available());
        var child = startReady();

        child.pause();
        assertThat(stateOf(child)).startsWith("T");
        child.send("hello");
        child.resume();

        assertThat(child.await(line -> line.equals("heard hello"), SOON)).isEqualTo("heard hello");
    }

    @Test
    void aPausedChildCanBeKilledAndClosed() {
        assumeTrue(Signal.available());
        var killed = startReady();
        var closed = startReady();
        killed.pause();
        closed.pause();

        killed.kill();
        closed.close();

        assertThat(killed.isAlive()).isFalse();
        assertThat(closed.exitStatus()).hasValue(0);
    }

    /** What a child needs at its end may not have been loaded before, and a new build takes it away. */
    @Test
    void aChildWhoseClassesWereDeletedUnderItEndsWithItsParentAllTheSame() throws IOException {
        var classes = Files.createDirectories(folder.path().resolve("classes"));
        for (var ours : List.of(ParentLink.class, TalkativeChild.class)) {
            copy(
                    Path.of(ours.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath()),
                    classes);
        }
        var child = start(spec().withArguments("busy").withClassPath(classes.toString()));
        child.awaitReady(SOON);

        Folders.delete(classes);
        child.close();

        assertThat(child.exitStatus()).as("it was not killed").hasValue(0);
    }

    @Test
    void noChildOutlivesAParentThatIsKilledNotEvenAPausedOne() {
        assumeTrue(Signal.available());
        var parent = start(ChildSpec.of("parent", DoomedParent.class, folder.path())
                .withArguments("children", folder.path().toString()));
        var processes = processes(parent.awaitReady(SOON));
        assertThat(processes).as("two children and the guard of the pause").hasSize(3);

        killAlone(parent);

        assertThat(ProcessTree.awaitEnd(processes, Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        var file = Files.createFile(Files.createDirectories(folder.path()).resolve("file"));

        assertThatThrownBy(() -> ChildJvm.start(ChildSpec.of("child", TalkativeChild.class, file.resolve("out"))))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("cannot write in the folder ")
                .hasMessageContaining("file/out")
                .hasMessageContaining("choose a folder that you may write to");
    }

    /** As kill -9 does: no word to its descendants. */
    static void killAlone(ChildJvm parent) {
        ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();
    }

    static List<ProcessHandle> processes(String pids) {
        return Stream.of(pids.split(" ", -1))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private ChildSpec spec() {
        return ChildSpec.of("child", TalkativeChild.class, folder.path());
    }

    private ChildJvm startReady() {
        var child = start(spec());
        child.awaitReady(SOON);
        return child;
    }

    private ChildJvm start(ChildSpec spec) {
        var child = ChildJvm.start(spec);
        children.add(child);
        return child;
    }

    private static String stateOf(ChildJvm child) throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(child.pid())).start();
        try (var output = ps.inputReader()) {
            return String.valueOf(output.readLine());
        }
    }
}
