package rtmlab.labs.jail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import rtmlab.labs.ApiClasses;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Labs;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Submission.Unusable;
import rtmlab.labs.jail.Reply.Kind;
import rtmlab.labs.jail.StudentClasses.Thrown;

/**
 * The process in which a student's code runs: compiles it, looks it through, and runs the graded tests on it.
 *
 * <p>Its answers go to the parent by a stream that the student's code cannot reach, each behind a password that it does
 * not know. When it has answered, it waits for more to do.
 */
public final class JailMain {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ORPHANED = 9;

    /** An exception of a student's may say as much as fits into the heap; nobody wants to read that. */
    private static final int MAX_WORDS = 10_000;

    private final Request request;
    private final PrintStream parent;

    private JailMain(Request request, PrintStream parent) {
        this.request = request;
        this.parent = parent;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var parent = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var in = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        var printed = new TakenOutput();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        System.setIn(InputStream.nullInputStream());
        var requests = new LinkedBlockingQueue<String>();
        hear(in, requests);
        while (true) {
            var main = new JailMain(JSON.readValue(requests.take(), Request.class), parent);
            main.perform();
            main.say(new Reply(Kind.PRINTED, printed.take(), null));
        }
    }

    /** Whichever way the parent ends, its end of the pipe is closed then. */
    private static void hear(BufferedReader in, BlockingQueue<String> requests) {
        Thread.ofPlatform().daemon(true).name("hears the parent").start(() -> {
            try {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    requests.add(line);
                }
            } catch (IOException _) {
                // That is an end, too.
            }
            Runtime.getRuntime().halt(ORPHANED);
        });
    }

    private void perform() {
        var lab = Labs.numbered(request.lab());
        var allowed = AllowList.with(ApiClasses.of(lab).keySet());
        Map<String, byte[]> classFiles;
        try {
            classFiles = StudentCompiler.compile(request.sources(), Path.of(request.apiJar()));
            new StudentClasses(classFiles, allowed);
        } catch (Unusable unusable) {
            say(new Reply(Kind.UNUSABLE, message(unusable), null));
            return;
        }
        say(new Reply(Kind.USABLE, "", null, classFiles));
        var tests = lab.tests(new Parameters(request.student(), request.seed()));
        for (var test : tests.subList(request.first(), tests.size())) {
            // Classes are loaded anew for each test: what one leaves behind, the next does not find.
            say(reply(test, new StudentClasses(classFiles, allowed)));
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static Reply reply(GradedTest test, StudentClasses submission) {
        try {
            return of(test.check().of(submission));
        } catch (Unusable unusable) {
            return of(Result.failed(message(unusable)));
        } catch (Thrown thrown) {
            return of(Result.failed(Thrower.sentence(thrown.what())));
        } catch (RuntimeException | Error thrown) {
            return Thrower.isStudent(thrown)
                    ? of(Result.failed(Thrower.sentence(thrown)))
                    : new Reply(Kind.DEFECT, Thrower.details(thrown), null);
        }
    }

    private static Reply of(Result result) {
        return new Reply(Kind.RESULT, "", result.withWords(shortened(result.words())));
    }

    private static String message(Unusable unusable) {
        return shortened(String.valueOf(unusable.getMessage()));
    }

    private static String shortened(String words) {
        return words.length() <= MAX_WORDS
                ? words
                : words.substring(0, MAX_WORDS) + " … and " + (words.length() - MAX_WORDS) + " characters more";
    }

    private void say(Reply reply) {
        try {
            parent.println(request.password() + " " + JSON.writeValueAsString(reply));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply is plain data", e);
        }
    }
}
