/** The initial architecture as its clients and its web app see it, in the simulated world and on real servers. */
@NullMarked
package rtmlab.harness.initial;

import org.jspecify.annotations.NullMarked;
