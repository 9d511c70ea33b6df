package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import rtmlab.harness.Main;

/** What a page tells to type can be typed: commands and options are there, also where nothing runs them. */
class KnownCommandsTest {

    /** A command in the middle of a sentence, in code quotes. */
    private static final Pattern INLINE = Pattern.compile("`(\\./rtm [^`]+)`");

    /** Each has its reason on its page. Another one is a decision. */
    private static final int NOT_RUN = 37;

    @Test
    void everyRtmCommandIsOneThatTheCommandLineTakes() {
        var refused = new ArrayList<String>();
        var asked = 0;
        for (var page : Page.allWithNotebooks()) {
            for (var line : lines(page)) {
                for (var arguments : ShellWords.rtmCommands(line)) {
                    asked++;
                    refusal(arguments)
                            .ifPresent(why -> refused.add(page.name() + ": " + line.strip() + "\n    " + why));
                }
            }
        }
        assertThat(asked).as("commands asked about").isGreaterThan(50);
        assertThat(refused).isEmpty();
    }

    @Test
    void whateverIsNotRunSaysWhyAndIsCounted() {
        var byReason = new TreeMap<String, List<String>>();
        for (var page : Page.all()) {
            Commands.of(page)
                    .notRun()
                    .forEach(left -> byReason.computeIfAbsent(left.why(), _ -> new ArrayList<>())
                            .add(left.page().name() + ":" + left.line() + " " + left.command()));
        }
        assertThat(byReason.values().stream().mapToInt(List::size).sum())
                .as("commands that are not run: " + byReason)
                .isEqualTo(NOT_RUN);
    }

    /** In a block of another language nobody would run it; what a command prints may name another one. */
    @Test
    void whatLooksLikeACommandStandsInABlockOfSh() {
        for (var page : Page.all()) {
            var blocks = page.blocks();
            for (var at = 0; at < blocks.size(); at++) {
                var block = blocks.get(at);
                if (!block.language().equals("sh") && !Commands.tellsOutput(page, blocks, at)) {
                    assertThat(block.content())
                            .as(page.where(block))
                            .noneMatch(line -> line.matches("\\s*(\\$ )?\\./(rtm|mvnw) .*"));
                }
            }
        }
    }

    private static List<String> lines(Page page) {
        var lines = new ArrayList<String>();
        page.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .forEach(block -> lines.addAll(block.content()));
        page.prose().forEach(line -> INLINE.matcher(line).results().forEach(found -> lines.add(found.group(1))));
        return lines;
    }

    private static Optional<String> refusal(List<String> arguments) {
        try {
            Main.commandLine().setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.MissingParameterException e) {
            // Whoever speaks of a command need not say on what: that it is there is enough.
            return arguments.size() == 1 ? Optional.empty() : Optional.ofNullable(e.getMessage());
        } catch (CommandLine.ParameterException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
