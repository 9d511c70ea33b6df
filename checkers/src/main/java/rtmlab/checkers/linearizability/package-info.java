/** Whether operations that overlap can be put into one order that explains every answer. */
@NullMarked
package rtmlab.checkers.linearizability;

import org.jspecify.annotations.NullMarked;
