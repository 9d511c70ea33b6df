/** Lab 01, lost after the ack: its graded tests. */
@NullMarked
package rtmlab.labs.lab01;

import org.jspecify.annotations.NullMarked;
