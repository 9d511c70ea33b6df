/** The port {@code KeyValues}, on Redis. */
@NullMarked
package rtmlab.backends.redis;

import org.jspecify.annotations.NullMarked;
