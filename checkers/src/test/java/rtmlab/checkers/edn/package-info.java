@NullMarked
package rtmlab.checkers.edn;

import org.jspecify.annotations.NullMarked;
