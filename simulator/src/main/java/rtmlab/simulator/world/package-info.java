/** A simulated world: the ports that node code lives on, and everything that can go wrong with them. */
@NullMarked
package rtmlab.simulator.world;

import org.jspecify.annotations.NullMarked;
