/** The command line: what it asks, what it prints, and its exit status. */
@NullMarked
package rtmlab.harness.cli;

import org.jspecify.annotations.NullMarked;
