/** What makes a process a node: one lock, steps that can be crash points, and the line to whoever started it. */
@NullMarked
package rtmlab.backends.runtime;

import org.jspecify.annotations.NullMarked;
