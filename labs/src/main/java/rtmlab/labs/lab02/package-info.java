/** Lab 02, write the checkers: its graded tests. */
@NullMarked
package rtmlab.labs.lab02;

import org.jspecify.annotations.NullMarked;
