/** What channels cost in which nobody speaks. */
@NullMarked
package rtmlab.harness.channels;

import org.jspecify.annotations.NullMarked;
