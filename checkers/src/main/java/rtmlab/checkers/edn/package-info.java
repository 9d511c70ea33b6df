/** Reads and writes EDN, the notation of Clojure and of Jepsen's histories. */
@NullMarked
package rtmlab.checkers.edn;

import org.jspecify.annotations.NullMarked;
