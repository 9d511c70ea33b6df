package rtmlab.labs.jail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import rtmlab.labs.Submission.Unusable;

/** Compiles a student's sources, in memory, against the classes that it may use. */
final class StudentCompiler {

    private static final int MAX_PROBLEMS = 5;

    private StudentCompiler() {}

    /** The class files by binary name; throws {@link Unusable} with what javac says, file and line first. */
    static Map<String, byte[]> compile(Map<String, String> sources, Path apiJar) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler: it is no JDK");
        }
        var problems = new DiagnosticCollector<JavaFileObject>();
        try (var standard = compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(apiJar));
            var memory = new InMemory(standard);
            var files = new ArrayList<JavaFileObject>();
            sources.forEach((name, text) -> files.add(new Source(name, text)));
            var options = List.of("-proc:none", "-g", "--release", "25", "-implicit:none", "-parameters");
            var isDone = compiler.getTask(new StringWriter(), memory, problems, options, null, files)
                    .call();
            if (!isDone) {
                throw new Unusable(words(problems.getDiagnostics()));
            }
            var classFiles = new HashMap<String, byte[]>();
            memory.written.forEach((name, file) -> {
                if (!name.startsWith(AllowList.STUDENT_PACKAGE)) {
                    throw new Unusable("every class has to be in the package lab; " + name + " is not");
                }
                classFiles.put(name, file.toByteArray());
            });
            return classFiles;
        } catch (IOException e) {
            throw new IllegalStateException("cannot compile in memory", e);
        }
    }

    private static String words(List<Diagnostic<? extends JavaFileObject>> problems) {
        var errors = problems.stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(StudentCompiler::sentence)
                .toList();
        var shown = String.join("\n", errors.subList(0, Math.min(MAX_PROBLEMS, errors.size())));
        return errors.size() > MAX_PROBLEMS ? shown + "\n… and " + (errors.size() - MAX_PROBLEMS) + " more" : shown;
    }

    private static String sentence(Diagnostic<? extends JavaFileObject> problem) {
        var source = problem.getSource();
        var where = source == null ? "" : source.getName() + ":" + problem.getLineNumber() + ": ";
        return where
                + problem.getMessage(Locale.ROOT)
                        .lines()
                        .map(String::strip)
                        .reduce((a, b) -> a + "; " + b)
                        .orElse("");
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String name;
        private final String text;

        Source(String name, String text) {
            super(uriOf(name), Kind.SOURCE);
            this.name = name;
            this.text = text;
        }

        /** Whatever a student has called it. */
        private static URI uriOf(String name) {
            try {
                return new URI("string", null, "/lab/" + name, null);
            } catch (URISyntaxException e) {
                throw new Unusable("a source file cannot be called " + name);
            }
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        InMemory(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    var bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
