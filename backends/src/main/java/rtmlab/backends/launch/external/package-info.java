/** Servers that somebody else runs: found by a file, used under names of our own, left as they were. */
@NullMarked
package rtmlab.backends.launch.external;

import org.jspecify.annotations.NullMarked;
