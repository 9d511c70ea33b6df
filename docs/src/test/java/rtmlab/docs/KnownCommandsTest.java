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

    /** A command in the middle of a sentence, in code quotes: {@code `./rtm bench send`}, or {@code `bench send`}. */
    private static final Pattern INLINE = Pattern.compile("`(?:\\./rtm ((?:[^`]+))|((?:"
            + String.join("|", Main.commandLine().getSubcommands().keySet()) + ") [^`]+))`");

    /** Each has its reason on its page. Another one is a decision. */
    private static final int NOT_RUN = 38;

    @Test
    void everyRtmCommandIsOneThatTheCommandLineTakes() {
        var refused = new ArrayList<String>();
        var asked = 0;
        for (var page : Page.allWithNotebooks()) {
            for (var told : told(page)) {
                for (var arguments : ShellWords.rtmCommands(told.line())) {
                    asked++;
                    refusal(arguments, told.isToBeTyped())
                            .ifPresent(why ->
                                    refused.add(page.name() + ": " + told.line().strip() + "\n    " + why));
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

    /** Something that a page tells to type, or speaks of. */
    private record Told(String line, boolean isToBeTyped) {}

    private static List<Told> told(Page page) {
        var told = new ArrayList<Told>();
        page.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .forEach(block -> block.content().forEach(line -> told.add(new Told(line, true))));
        for (var line : page.prose()) {
            INLINE.matcher(line).results().forEach(found -> {
                var words = Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(2));
                told.add(new Told("./rtm " + words, false));
            });
        }
        return told;
    }

    private static Optional<String> refusal(List<String> arguments, boolean isToBeTyped) {
        try {
            Main.commandLine().setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.MissingParameterException e) {
            // Whoever speaks of a command need not say on what: that it is there, with these options, is enough.
            return isToBeTyped ? Optional.ofNullable(e.getMessage()) : unknownOption(arguments, e.getCommandLine());
        } catch (CommandLine.ParameterException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static Optional<String> unknownOption(List<String> arguments, CommandLine command) {
        return arguments.stream()
                .filter(argument -> argument.startsWith("--"))
                .map(argument -> argument.split("=", 2)[0])
                .filter(option -> command.getCommandSpec().findOption(option) == null)
                .map(option -> command.getCommandName() + " has no option " + option)
                .findFirst();
    }

    @Test
    void whatNobodyCanTypeIsRefusedWhereverItStands() {
        assertThat(refusal(List.of("explore", "--faults", "all"), false)).isEmpty();
        assertThat(refusal(List.of("explore", "--faults", "all"), true)).isPresent();
        assertThat(refusal(List.of("explore", "--nonsense"), false)).isPresent();
        assertThat(refusal(List.of("explore", "initial", "--nonsense"), true)).isPresent();
        assertThat(refusal(List.of("benches", "send"), false)).isPresent();
    }
}
