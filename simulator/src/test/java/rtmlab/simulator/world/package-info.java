@NullMarked
package rtmlab.simulator.world;

import org.jspecify.annotations.NullMarked;
