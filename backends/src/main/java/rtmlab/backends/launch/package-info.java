/** Child processes that cannot outlive their parent, and the embedded Kafka, Redis and PostgreSQL that are made of them. */
@NullMarked
package rtmlab.backends.launch;

import org.jspecify.annotations.NullMarked;
