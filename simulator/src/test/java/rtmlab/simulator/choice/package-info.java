@NullMarked
package rtmlab.simulator.choice;

import org.jspecify.annotations.NullMarked;
