package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.Main;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Variants;

/** {@code docs/reference.md} is made from the code, and is as the code is now; {@code -Ddocs.update=true} writes it anew. */
class ReferenceTest {

    static final Path REFERENCE = Page.HOME.resolve("docs/reference.md");

    @Test
    void theReferenceIsAsTheCodeIs() throws IOException {
        var now = reference();
        if (Boolean.getBoolean("docs.update")) {
            Files.write(REFERENCE, now);
        }
        assertThat(Files.readAllLines(REFERENCE))
                .as("write it anew: ./mvnw -pl docs -am verify -Ddocs.update=true")
                .isEqualTo(now);
    }

    private static List<String> reference() {
        var page = new ArrayList<String>();
        page.add("# Reference");
        page.add("");
        page.add("Made from the code by `ReferenceTest`; do not edit. What each file format looks like stands in");
        page.add("[checkers/README.md](../checkers/README.md) (histories) and [scenarios.md](scenarios.md).");
        page.add("");
        page.add("## Mechanisms");
        Variants.architectures().forEach(architecture -> addMechanisms(page, architecture));
        page.add("");
        page.add("## Promises");
        page.add("");
        Promises.all().forEach(promise -> page.add("- `" + promise.name() + "`"));
        page.add("");
        page.add("[checkers/README.md](../checkers/README.md#the-promises) says what each of them means.");
        page.add("");
        page.add("## Commands");
        addCommand(page, Main.commandLine().setUsageHelpAutoWidth(false));
        return page.stream()
                .flatMap(part -> part.isEmpty() ? Stream.of("") : part.lines())
                .map(String::stripTrailing)
                .toList();
    }

    private static void addMechanisms(List<String> page, Architecture architecture) {
        page.add("");
        page.add("### " + architecture.name());
        page.add("");
        page.add("| mechanism | by default | what it does |");
        page.add("|---|---|---|");
        architecture
                .mechanisms()
                .forEach(mechanism -> page.add("| `" + mechanism.name() + "` | "
                        + (mechanism.onByDefault() ? "on" : "off") + " | " + mechanism.purpose() + " |"));
    }

    private static void addCommand(List<String> page, CommandLine command) {
        page.add("");
        page.add("### ./" + command.getCommandSpec().qualifiedName());
        page.add("");
        page.add("```text");
        page.add(command.getUsageMessage(Ansi.OFF).stripTrailing());
        page.add("```");
        command.getSubcommands().values().stream()
                .distinct()
                .filter(sub -> !isHidden(sub.getCommandSpec()))
                .forEach(sub -> addCommand(page, sub));
    }

    private static boolean isHidden(CommandSpec spec) {
        return spec.usageMessage().hidden();
    }
}
