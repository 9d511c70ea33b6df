/** How many jobs a second the updated architecture's queue carries. */
@NullMarked
package rtmlab.harness.jobs;

import org.jspecify.annotations.NullMarked;
