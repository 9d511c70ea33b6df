/** What the servers alone can do, for measurements to be held against. */
@NullMarked
package rtmlab.backends.limit;

import org.jspecify.annotations.NullMarked;
