/** Lab 05, hold-back and gap repair: its graded tests. */
@NullMarked
package rtmlab.labs.lab05;

import org.jspecify.annotations.NullMarked;
