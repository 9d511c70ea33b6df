/** How sessions start: everything at once, the least at first, or from an edge cache; with any architecture. */
@NullMarked
package rtmlab.bootstrap;

import org.jspecify.annotations.NullMarked;
