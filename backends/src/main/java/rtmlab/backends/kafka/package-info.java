/** The port {@code EventLog}, on Kafka. */
@NullMarked
package rtmlab.backends.kafka;

import org.jspecify.annotations.NullMarked;
