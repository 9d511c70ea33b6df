package rtmlab.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rtmlab.harness.notebook.Notebook;

/** A page of the documentation: a Markdown file, as far as it can be held to what it says. */
record Page(Path file, List<String> lines) {

    /** The folder of the project. */
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern DIRECTIVE = Pattern.compile("<!-- ([a-z]+): (.*) -->");

    static final List<String> NOT_OURS = List.of("target", "out", "node_modules", ".git", "target-fast");

    /**
     * A fenced block.
     *
     * @param line where its fence begins, counted from 1
     * @param language what stands behind the fence, such as {@code sh}; empty where nothing does
     * @param directives what the comments right above say, such as {@code docs: exits 1}
     */
    record Block(int line, String language, List<String> content, List<Directive> directives) {

        /** The line of the fence that ends it. */
        int lastLine() {
            return line + content.size() + 1;
        }

        /** The directive of this kind, where one stands above it. */
        Optional<Directive> directive(String kind) {
            return directives.stream()
                    .filter(directive -> directive.kind().equals(kind))
                    .findFirst();
        }
    }

    /** A comment of a line above a block: {@code <!-- KIND: WORDS -->}. */
    record Directive(String kind, String words) {}

    static Page read(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page of the project, in the order of their names. */
    static List<Page> all() {
        try (var files = Files.walk(HOME)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(Page::isOurs)
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page, and of every notebook what stands in its cells of Markdown, one after the other. */
    static List<Page> allWithNotebooks() {
        try (var files = Files.list(HOME.resolve("notebooks"))) {
            var pages = new ArrayList<>(all());
            files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .map(Page::ofNotebook)
                    .forEach(pages::add);
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Page ofNotebook(Path file) {
        try {
            return new Page(
                    file,
                    Notebook.read(file).cells().stream()
                            .filter(cell -> !cell.isCode())
                            .flatMap(cell -> cell.source().lines())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file is the project's own, and not made by a build or a run. */
    static boolean isOurs(Path file) {
        return NOT_OURS.stream().noneMatch(folder -> isBelow(file, folder));
    }

    private static boolean isBelow(Path file, String folder) {
        for (var part : HOME.relativize(file)) {
            if (part.toString().equals(folder)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing but empty lines and the second one's directives stand between two blocks. */
    boolean areNeighbours(Block first, Block second) {
        var between = lines.subList(
                first.lastLine(), second.line() - 1 - second.directives().size());
        return between.stream().allMatch(String::isBlank);
    }

    /** Where a block is, for who has to mend it: {@code docs/tour.md:13}. */
    String where(Block block) {
        return name() + ":" + block.line();
    }

    String name() {
        return HOME.relativize(file).toString();
    }

    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        for (var at = 0; at < lines.size(); at++) {
            if (!lines.get(at).startsWith("```")) {
                continue;
            }
            var end = at + 1;
            while (end < lines.size() && !lines.get(end).startsWith("```")) {
                end++;
            }
            if (end == lines.size()) {
                throw new IllegalStateException(name() + ":" + (at + 1) + ": this block has no end");
            }
            blocks.add(
                    new Block(at + 1, lines.get(at).substring(3).strip(), lines.subList(at + 1, end), directives(at)));
            at = end;
        }
        return blocks;
    }

    /** From the first to the last of the comments that stand right above a fence. */
    private List<Directive> directives(int fence) {
        var directives = new ArrayList<Directive>();
        for (var at = fence - 1; at >= 0; at--) {
            var matcher = DIRECTIVE.matcher(lines.get(at).strip());
            if (!matcher.matches()) {
                break;
            }
            directives.addFirst(new Directive(matcher.group(1), matcher.group(2)));
        }
        return directives;
    }

    /** The lines that stand in no block, with the others empty, so that numbers stay. */
    List<String> prose() {
        var prose = new ArrayList<String>();
        var inBlock = false;
        for (var line : lines) {
            var fence = line.startsWith("```");
            prose.add(inBlock || fence ? "" : line);
            inBlock ^= fence;
        }
        return prose;
    }
}
