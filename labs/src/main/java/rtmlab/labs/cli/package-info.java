/** The commands {@code ./rtm lab} and {@code ./rtm grade}. */
@NullMarked
package rtmlab.labs.cli;

import org.jspecify.annotations.NullMarked;
