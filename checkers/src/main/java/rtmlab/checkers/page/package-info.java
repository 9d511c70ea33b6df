/** Verdicts on a page of their own: one HTML file that needs nothing else. */
@NullMarked
package rtmlab.checkers.page;

import org.jspecify.annotations.NullMarked;
