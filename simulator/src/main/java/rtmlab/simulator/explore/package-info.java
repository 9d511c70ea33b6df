/** Finding, shrinking, saving and replaying the runs in which a promise breaks. */
@NullMarked
package rtmlab.simulator.explore;

import org.jspecify.annotations.NullMarked;
