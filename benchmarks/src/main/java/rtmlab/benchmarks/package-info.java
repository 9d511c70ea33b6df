/** How fast things are, measured by JMH. */
@NullMarked
package rtmlab.benchmarks;

import org.jspecify.annotations.NullMarked;
