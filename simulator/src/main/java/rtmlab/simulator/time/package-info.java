/** Virtual time: tasks that wait, events that happen, and one thing at a time. */
@NullMarked
package rtmlab.simulator.time;

import org.jspecify.annotations.NullMarked;
