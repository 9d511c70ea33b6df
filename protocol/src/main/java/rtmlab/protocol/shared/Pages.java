package rtmlab.protocol.shared;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists, page by page. Whoever reads one more than fits knows whether there are more. */
final class Pages {

    private Pages() {}

    /** As many as fit. */
    static <T> List<T> fit(List<T> found, int limit) {
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    }

    /** What the last of those that fit is known by, if there are more than fit. */
    static <T, K> @Nullable K next(List<T> found, int limit, Function<T, K> key) {
        return found.size() > limit ? key.apply(found.get(limit - 1)) : null;
    }
}
