/** The ports {@code MessageStore} and {@code Directory}, on PostgreSQL. */
@NullMarked
package rtmlab.backends.postgres;

import org.jspecify.annotations.NullMarked;
