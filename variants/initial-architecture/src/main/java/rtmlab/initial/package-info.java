/** The channel server speaks first: it broadcasts, says yes, and only then has the message stored. */
@NullMarked
package rtmlab.initial;

import org.jspecify.annotations.NullMarked;
