/** Labs: what a student builds, how it is graded, and with which parameters. */
@NullMarked
package rtmlab.labs;

import org.jspecify.annotations.NullMarked;
