@NullMarked
package rtmlab.simulator.explore;

import org.jspecify.annotations.NullMarked;
