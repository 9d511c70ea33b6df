/** The promises that a history must keep, and the verdicts on them. */
@NullMarked
package rtmlab.checkers.promise;

import org.jspecify.annotations.NullMarked;
