/** Load on real processes: an open loop, and what is measured while it runs. */
@NullMarked
package rtmlab.harness.load;

import org.jspecify.annotations.NullMarked;
