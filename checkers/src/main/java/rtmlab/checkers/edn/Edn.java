package rtmlab.checkers.edn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One EDN value.
 *
 * <p>The notation is described at <a href="https://github.com/edn-format/edn">github.com/edn-format/edn</a>. Keywords
 * and symbols keep their namespace in the name: {@code :a/b} is {@code Keyword("a/b")}.
 */
public sealed interface Edn {

    record Nil() implements Edn {}

    record Bool(boolean value) implements Edn {}

    record Int(long value) implements Edn {}

    record Real(double value) implements Edn {}

    record Text(String value) implements Edn {}

    record Letter(char value) implements Edn {}

    record Keyword(String name) implements Edn {}

    record Symbol(String name) implements Edn {}

    /** Equal to a vector of the same items, as in Clojure. */
    record ListOf(List<Edn> items) implements Edn {
        public ListOf {
            items = frozen(items);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return isSequence(other, items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }

    /** Equal to a list of the same items, as in Clojure. */
    record VectorOf(List<Edn> items) implements Edn {
        public VectorOf {
            items = frozen(items);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return isSequence(other, items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }

    /** Keeps its entries in the order in which they were written. */
    record MapOf(Map<Edn, Edn> entries) implements Edn {
        public MapOf {
            entries = entries instanceof Pairs ? entries : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** Keeps its items in the order in which they were written. */
    record SetOf(Set<Edn> items) implements Edn {
        public SetOf {
            items = Collections.unmodifiableSet(new LinkedHashSet<>(items));
        }
    }

    /** A value with a tag before it, such as {@code #inst "2017-01-12"} or a printed Clojure record. */
    record Tagged(String tag, Edn value) implements Edn {}

    private static boolean isSequence(@Nullable Object value, List<Edn> items) {
        return switch (value) {
            case VectorOf vector -> vector.items.equals(items);
            case ListOf list -> list.items.equals(items);
            case null, default -> false;
        };
    }

    private static List<Edn> frozen(List<Edn> items) {
        return items instanceof Numbers || items instanceof NumberPairs || items instanceof MicroOperation
                ? items
                : List.copyOf(items);
    }

    static Edn nil() {
        return new Nil();
    }

    static Edn of(boolean value) {
        return new Bool(value);
    }

    static Edn of(long value) {
        return new Int(value);
    }

    static Edn of(String value) {
        return new Text(value);
    }

    static Edn keyword(String name) {
        return new Keyword(name);
    }

    static Edn vector(Edn... items) {
        return new VectorOf(new ArrayList<>(List.of(items)));
    }
}
