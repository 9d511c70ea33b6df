@NullMarked
package rtmlab.simulator.time;

import org.jspecify.annotations.NullMarked;
