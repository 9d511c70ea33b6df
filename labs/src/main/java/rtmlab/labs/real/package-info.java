/** Students' pieces in real nodes. */
@NullMarked
package rtmlab.labs.real;

import org.jspecify.annotations.NullMarked;
