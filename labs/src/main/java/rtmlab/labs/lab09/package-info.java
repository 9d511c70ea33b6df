/** Lab 09, Kafka in front of Redis: its graded tests. */
@NullMarked
package rtmlab.labs.lab09;

import org.jspecify.annotations.NullMarked;
