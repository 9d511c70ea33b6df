package rtmlab.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The commands of a page that a reader can type: its blocks of {@code sh}, from top to bottom.
 *
 * <p>Where a block of {@code text} stands right below, the output must be that, with {@code …} standing for anything,
 * within a line or for any number of lines. Above a block may stand:
 *
 * <ul>
 *   <li>{@code <!-- docs: exits 1 -->}: the exit status, where it is not 0; {@code exits 0 or 3} where the machine decides;
 *   <li>{@code <!-- docs: until "WORDS" -->}: each line is a command that goes on until it is told to stop: it is told so
 *       by Ctrl-C once it has said these words, and has to end with 130;
 *   <li>{@code <!-- docs: not run: WHY -->}, or {@code <!-- docs: not run "WORDS": WHY -->} for the lines that have these
 *       words.
 * </ul>
 */
final class Commands {

    static final String KIND = "docs";

    private static final Pattern NOT_RUN = Pattern.compile("not run(?: \"(?<words>[^\"]+)\")?: (?<why>\\S.*)");

    private static final Pattern UNTIL = Pattern.compile("until \"(?<words>.+)\"");

    private static final Pattern EXITS = Pattern.compile("exits (?<status>[0-9]+(?: or [0-9]+)*)");

    private Commands() {}

    /** Commands that are run together, and what is to come of them. */
    record Step(
            Page page,
            int line,
            List<String> commands,
            List<Integer> exitStatuses,
            Optional<String> until,
            List<String> output) {

        String name() {
            return page.name() + ":" + line + " " + commands.getFirst();
        }
    }

    /** A command that is not run, and why. */
    record NotRun(Page page, int line, String command, String why) {}

    /** What a page has of both. */
    record Both(List<Step> steps, List<NotRun> notRun) {}

    static Both of(Page page) {
        var both = new Both(new ArrayList<>(), new ArrayList<>());
        var blocks = page.blocks();
        for (var at = 0; at < blocks.size(); at++) {
            if (blocks.get(at).language().equals("sh")) {
                add(page, blocks.get(at), output(page, blocks, at), both);
            }
        }
        return both;
    }

    /** Whether a block tells what the commands of the one before it print, so that running them holds it to that. */
    static boolean tellsOutput(Page page, List<Page.Block> blocks, int at) {
        return at > 0
                && blocks.get(at).language().equals("text")
                && blocks.get(at).directives().isEmpty()
                && blocks.get(at - 1).language().equals("sh")
                && page.areNeighbours(blocks.get(at - 1), blocks.get(at));
    }

    private static List<String> output(Page page, List<Page.Block> blocks, int at) {
        var next = at + 1;
        return next < blocks.size() && tellsOutput(page, blocks, next)
                ? blocks.get(next).content()
                : List.of();
    }

    private static void add(Page page, Page.Block block, List<String> output, Both both) {
        var exitStatuses = List.of(0);
        var until = Optional.<String>empty();
        var run = new ArrayList<>(block.content());
        for (var directive : block.directives()) {
            if (!directive.kind().equals(KIND)) {
                throw new AssertionError(
                        page.where(block) + ": commands have no comment of the kind \"" + directive.kind() + "\"");
            }
            var notRun = NOT_RUN.matcher(directive.words());
            var goesOn = UNTIL.matcher(directive.words());
            var exits = EXITS.matcher(directive.words());
            if (notRun.matches()) {
                var words = Optional.ofNullable(notRun.group("words"));
                var left = block.content().stream()
                        .filter(line -> words.isEmpty() || line.contains(words.get()))
                        .toList();
                if (!run.removeAll(left)) {
                    throw new AssertionError(page.where(block) + ": no command here is what is said to be not run: "
                            + directive.words());
                }
                left.forEach(line -> both.notRun().add(new NotRun(page, block.line(), line, notRun.group("why"))));
            } else if (goesOn.matches()) {
                until = Optional.of(goesOn.group("words"));
            } else if (exits.matches()) {
                exitStatuses = Arrays.stream(exits.group("status").split(" or ", -1))
                        .map(Integer::valueOf)
                        .toList();
            } else {
                throw new AssertionError(page.where(block) + ": nobody knows what this means: " + directive.words());
            }
        }
        run.removeIf(String::isBlank);
        if (!output.isEmpty() && (run.isEmpty() || (until.isPresent() && run.size() > 1))) {
            throw new AssertionError(page.where(block) + ": the output below it is compared with nothing, since "
                    + (run.isEmpty() ? "none of these commands is run" : "each of these commands has its own"));
        }
        if (until.isPresent()) {
            for (var line : run) {
                both.steps().add(new Step(page, block.line(), List.of(line), List.of(130), until, output));
            }
        } else if (!run.isEmpty()) {
            both.steps().add(new Step(page, block.line(), run, exitStatuses, until, output));
        }
    }
}
