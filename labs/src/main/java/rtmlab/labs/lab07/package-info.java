/** Lab 07, transient and durable events: its graded tests. */
@NullMarked
package rtmlab.labs.lab07;

import org.jspecify.annotations.NullMarked;
