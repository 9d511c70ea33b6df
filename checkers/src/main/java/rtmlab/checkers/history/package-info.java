/** Histories: what clients did and saw, what the store holds at the end, which faults struck. */
@NullMarked
package rtmlab.checkers.history;

import org.jspecify.annotations.NullMarked;
