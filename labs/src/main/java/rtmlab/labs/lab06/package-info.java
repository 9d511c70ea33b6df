/** Lab 06, the ring and fail-over: its graded tests. */
@NullMarked
package rtmlab.labs.lab06;

import org.jspecify.annotations.NullMarked;
