/** Lab 03, log before broadcast: its graded tests. */
@NullMarked
package rtmlab.labs.lab03;

import org.jspecify.annotations.NullMarked;
