package rtmlab.checkers.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;

/** Looks into EDN collections. */
final class Collections {
    private Collections() {}

    /** Answers the items of a vector, list or set, or null if the value is none. */
    static @Nullable List<Edn> items(@Nullable Edn value) {
        return switch (value) {
            case Edn.VectorOf(var items) -> items;
            case Edn.ListOf(var items) -> items;
            case Edn.SetOf(var items) -> List.copyOf(items);
            case null, default -> null;
        };
    }
}
