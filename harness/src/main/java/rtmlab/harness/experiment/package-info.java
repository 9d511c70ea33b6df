/** What is tried with an architecture, and what came of it. */
@NullMarked
package rtmlab.harness.experiment;

import org.jspecify.annotations.NullMarked;
