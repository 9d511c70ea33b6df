package rtmlab.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads and checks what one row is about; run by {@link CheckersRun}, in a JVM of its own. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CheckersBenchmark {
    static final String HISTORIES = "rtmlab.benchmarks.histories";
    static final String NOTES = "rtmlab.benchmarks.notes";

    /** The row's id. */
    @Param("etcd")
    public String row = "";

    private @Nullable Material material;
    private String wrong = "";

    @Setup
    public void prepare() throws IOException {
        var folder = System.getProperty(HISTORIES);
        material = new Materials(folder == null ? null : Path.of(folder))
                .of(Row.named(row).orElseThrow());
    }

    @Benchmark
    public long parse() throws IOException {
        return Objects.requireNonNull(material).parse();
    }

    @Benchmark
    public String check() {
        var now = Objects.requireNonNull(material).check();
        if (!now.isEmpty()) {
            wrong = now;
        }
        return now;
    }

    /** Leaves behind how much was read and which verdict was wrong, for whoever started this JVM. */
    @TearDown(Level.Trial)
    public void note() throws IOException {
        var notes = System.getProperty(NOTES);
        if (notes != null) {
            Files.writeString(Path.of(notes), Objects.requireNonNull(material).bytes() + "\n" + wrong);
        }
    }
}
