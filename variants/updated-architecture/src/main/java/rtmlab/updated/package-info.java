/** The log speaks first: a message is durable and has its place before anybody is told of it. */
@NullMarked
package rtmlab.updated;

import org.jspecify.annotations.NullMarked;
