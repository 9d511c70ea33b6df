/** What the commands say while they work. */
@NullMarked
package rtmlab.harness.cli;

import org.jspecify.annotations.NullMarked;
