package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import rtmlab.harness.Main;

/** Tests, modules, profiles and options that a page names are there: Maven runs no test under a name that is wrong. */
class NamedCodeTest {

    /** In a sentence or a block: {@code -Dtest='ATest,BTest#promise'}. */
    private static final Pattern CHOSEN_TESTS = Pattern.compile("-Dtest=['\"]?([A-Za-z0-9_.,#*]+)");

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test(?:#\\w+)?)`");

    private static final Pattern MODULES = Pattern.compile("(?<![\\w-])-pl ([a-z0-9/,-]+)");

    private static final Pattern PROFILE = Pattern.compile("mvnw[^`#]* -P([a-z]+)|`-P([a-z]+)");

    /** At the beginning of a piece of code: {@code `--faults LEVEL`}. */
    private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)[^`]*`");

    /** Options of other programs: of javac, and of Java. */
    private static final Set<String> NOT_OURS = Set.of("--add-exports");

    @Test
    void everyTestThatAPageNamesIsThere() throws IOException {
        var sources = testSources();
        check(CHOSEN_TESTS, chosen -> Arrays.stream(chosen.split(",", -1)).allMatch(test -> isThere(test, sources)));
        check(TEST, test -> isThere(test, sources));
    }

    @Test
    void everyModuleThatAPageBuildsIsThere() {
        check(
                MODULES,
                modules -> Arrays.stream(modules.split(",", -1))
                        .allMatch(
                                module -> Files.exists(Page.HOME.resolve(module).resolve("pom.xml"))));
    }

    @Test
    void everyProfileThatAPageNamesIsThere() throws IOException {
        var build = Files.readString(Page.HOME.resolve("pom.xml"));
        check(PROFILE, profile -> build.contains("<id>" + profile + "</id>"));
    }

    @Test
    void everyOptionThatAPageNamesIsOneOfSomeCommand() {
        var options = new TreeSet<String>(NOT_OURS);
        addOptions(Main.commandLine(), options);
        check(OPTION, options::contains);
    }

    private static void addOptions(CommandLine command, Set<String> options) {
        for (var option : command.getCommandSpec().options()) {
            options.addAll(Arrays.asList(option.names()));
            if (option.negatable()) {
                Arrays.stream(option.names()).forEach(name -> options.add(name.replaceFirst("--", "--no-")));
            }
        }
        command.getSubcommands().values().forEach(sub -> addOptions(sub, options));
    }

    /** What the pattern finds on the pages has to be there. */
    private static void check(Pattern pattern, Predicate<String> isThere) {
        var missing = new ArrayList<String>();
        var looked = 0;
        for (var page : Page.allWithNotebooks()) {
            for (var number = 1; number <= page.lines().size(); number++) {
                var matcher = pattern.matcher(page.lines().get(number - 1));
                while (matcher.find()) {
                    looked++;
                    var found = Stream.of(matcher.group(1), matcher.group(matcher.groupCount()))
                            .filter(group -> group != null)
                            .findFirst()
                            .orElseThrow();
                    if (!isThere.test(found)) {
                        missing.add(page.name() + ":" + number + ": there is no " + found);
                    }
                }
            }
        }
        assertThat(looked).as("found of " + pattern).isPositive();
        assertThat(missing).isEmpty();
    }

    /** A class by its simple name, perhaps with a method: {@code ATest#promise}. */
    private static boolean isThere(String test, Map<String, Path> sources) {
        var parts = test.split("#", 2);
        var source = sources.get(parts[0].replaceFirst(".*\\.", ""));
        return source != null && (parts.length == 1 || text(source).contains(" " + parts[1] + "("));
    }

    /** All classes in {@code src/test}, by their simple names. */
    private static Map<String, Path> testSources() throws IOException {
        try (var files = Files.find(
                Page.HOME,
                Integer.MAX_VALUE,
                (file, what) -> what.isRegularFile()
                        && file.toString().contains("/src/test/java/")
                        && file.toString().endsWith(".java"))) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), file -> file, (one, _) -> one));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
