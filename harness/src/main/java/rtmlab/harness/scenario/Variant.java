package rtmlab.harness.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanism;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;

/**
 * An architecture with its switches: {@code updated}, {@code updated without HOLD_BACK},
 * {@code initial with PERSISTENT_BUFFER,RETRY_LOOP}, {@code initial+flannel}.
 *
 * @param text as it was written, blanks made single
 */
public record Variant(String text, Architecture architecture, Mechanisms mechanisms) {

    private static final Pattern CLAUSE = Pattern.compile("(?<word>with|without) (?<names>[A-Z_]+(, ?[A-Z_]+)*)");

    /** Reads the text form; what is wrong with it is thrown as what the caller makes of the sentence. */
    public static Variant parse(String text, Function<String, ? extends RuntimeException> malformed) {
        var words = text.strip().replaceAll("\\s+", " ");
        var name = words.split(" ", -1)[0];
        var architecture = Variants.named(name)
                .orElseThrow(() -> malformed.apply(
                        "there is no variant \"" + name + "\"" + Spelling.hint(name, allArchitectures())));
        var mechanisms = Mechanisms.defaultsOf(architecture);
        var rest = words.substring(name.length()).strip();
        while (!rest.isEmpty()) {
            var clause = CLAUSE.matcher(rest);
            if (!clause.lookingAt()) {
                throw malformed.apply("after \"" + name + "\" comes \"with NAME,NAME\" or \"without NAME,NAME\", not \""
                        + rest + "\"");
            }
            var names = Arrays.asList(clause.group("names").split(", ?", -1));
            var known = architecture.mechanisms().stream().map(Mechanism::name).toList();
            for (var mechanism : names) {
                if (!known.contains(mechanism)) {
                    throw malformed.apply(
                            name + " has no mechanism \"" + mechanism + "\"" + Spelling.hint(mechanism, known));
                }
            }
            mechanisms = clause.group("word").equals("with")
                    ? mechanisms.with(architecture, names)
                    : mechanisms.without(architecture, names);
            rest = rest.substring(clause.end()).strip();
        }
        return new Variant(words.replaceAll(", ", ","), architecture, mechanisms);
    }

    /** Whether a fault that is meant for these happens here: they name the variant, or its architecture. */
    boolean isAmong(List<String> named) {
        return named.isEmpty() || named.contains(text) || named.contains(architecture.name());
    }

    private static List<String> allArchitectures() {
        return everyArchitecture().map(Architecture::name).toList();
    }

    private static Stream<Architecture> everyArchitecture() {
        return Stream.concat(
                Variants.architectures().stream(),
                Variants.architectures().stream()
                        .flatMap(architecture ->
                                Variants.bootstraps().stream().map(bootstrap -> bootstrap.into(architecture))));
    }

    /** The roles of all architectures. */
    static List<String> allRoles() {
        return everyArchitecture()
                .flatMap(architecture -> architecture.topology().nodes().stream())
                .map(NodeName::role)
                .distinct()
                .toList();
    }

    /** What may be called a node in a scenario: the roles, and up to nine nodes of each. */
    static List<String> allNodesAndRoles() {
        var all = new LinkedHashSet<>(allRoles());
        for (var role : allRoles()) {
            for (var number = 1; number <= 9; number++) {
                all.add(role + "-" + number);
            }
        }
        return new ArrayList<>(all);
    }
}
