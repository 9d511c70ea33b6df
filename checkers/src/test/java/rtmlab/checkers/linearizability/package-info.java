@NullMarked
package rtmlab.checkers.linearizability;

import org.jspecify.annotations.NullMarked;
