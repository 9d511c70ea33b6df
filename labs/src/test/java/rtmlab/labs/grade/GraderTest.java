package rtmlab.labs.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.labs.Labs;
import rtmlab.labs.Parameters;
import rtmlab.labs.jail.Jailer;
import rtmlab.labs.jail.Limits;

/** Who does not do the same twice gets no points for it. */
@Tag("slow")
class GraderTest {

    @TempDir
    private Path folder;

    /** Objects' hash codes come in the same order in every JVM, unless it is told otherwise. */
    @Test
    void whatDependsOnHashCodesIsFoundOut() throws IOException {
        var source = """
                package lab;

                import java.util.List;
                import rtmlab.labs.api.CrashSchedule;

                public final class Schedule implements CrashSchedule {

                    @Override
                    public List<String> lostAfterTheAck() {
                        return List.of("crash " + new Object().hashCode());
                    }

                    @Override
                    public List<String> storedTwice() {
                        return List.of();
                    }
                }
                """;
        try (var jailer = Jailer.ofOurOwn(Limits.DEFAULT, folder)) {
            var grader = new Grader(jailer, Optional.empty());

            var grade = grader.grade(
                    Labs.numbered(1),
                    Parameters.of("mallory", 1, Parameters.NO_SECRET),
                    Map.of("Schedule.java", source));

            assertThat(grade.items().getFirst().result().words())
                    .startsWith("two runs of the same code differed: does it depend on")
                    .contains("hashCode()");
        }
    }
}
