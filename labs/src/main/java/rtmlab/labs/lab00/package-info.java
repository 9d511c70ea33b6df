/** Lab 00, find the lie: its graded tests. */
@NullMarked
package rtmlab.labs.lab00;

import org.jspecify.annotations.NullMarked;
