/** The updated architecture on real processes and servers. */
@NullMarked
package rtmlab.harness.updated;

import org.jspecify.annotations.NullMarked;
