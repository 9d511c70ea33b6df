package rtmlab.labs.jail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which classes and members a student's code may use; what is not named here it cannot reach. */
final class AllowList {

    /** Every class of a student is in this package: none of ours or of the JDK's can be replaced. */
    static final String STUDENT_PACKAGE = "lab.";

    private static final AllowList JDK = read("allowed-jdk.txt");

    /** Members that every object has, and that no call may name, whatever the class: they reach threads. */
    private static final Set<String> NEVER =
            Set.of("wait", "notify", "notifyAll", "finalize", "parallelStream", "parallel");

    private final Map<String, Members> classes;
    private final Set<String> packages;

    /** Some of a class's members: those named, or all but those. */
    private record Members(boolean allBut, Set<String> names) {
        boolean allow(String member) {
            return names.contains(member) != allBut;
        }
    }

    private AllowList(Map<String, Members> classes, Set<String> packages) {
        this.classes = classes;
        this.packages = packages;
    }

    /** The JDK's harmless part, and these classes by their binary names, with those inside them. */
    static AllowList with(Collection<String> api) {
        var classes = new HashMap<>(JDK.classes);
        api.forEach(name -> classes.put(name, new Members(true, Set.of())));
        return new AllowList(classes, JDK.packages);
    }

    boolean allowsClass(String name) {
        if (name.startsWith(STUDENT_PACKAGE) || classes.containsKey(name)) {
            return true;
        }
        return packages.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
    }

    /** Whether code may call this method, or use this field, of a class that it may use. */
    boolean allowsMember(String owner, String member) {
        if (NEVER.contains(member) || !allowsClass(owner)) {
            return false;
        }
        var members = classes.get(owner);
        return members == null || members.allow(member);
    }

    private static AllowList read(String resource) {
        var classes = new HashMap<String, Members>();
        var packages = new HashSet<String>();
        lines(resource).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    if (line.endsWith(".*")) {
                        packages.add(line.substring(0, line.length() - 2));
                        return;
                    }
                    var colon = line.indexOf(':');
                    if (colon < 0) {
                        classes.put(line, new Members(true, Set.of()));
                    } else {
                        classes.put(line.substring(0, colon), members(line.substring(colon + 1)));
                    }
                });
        return new AllowList(classes, packages);
    }

    private static Members members(String text) {
        var words = List.of(text.strip().split(" +", -1));
        var excluded = words.getFirst().startsWith("-") && words.getFirst().length() > 1;
        var names = new HashSet<String>();
        words.forEach(word -> names.add(excluded ? word.substring(1) : word));
        return new Members(excluded, names);
    }

    private static List<String> lines(String resource) {
        try (var in = Objects.requireNonNull(AllowList.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
