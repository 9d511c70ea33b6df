@NullMarked
package rtmlab.checkers.history;

import org.jspecify.annotations.NullMarked;
