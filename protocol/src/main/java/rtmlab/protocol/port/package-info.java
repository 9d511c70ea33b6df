/** What a node can reach outside its own memory, and what is known when that fails. */
@NullMarked
package rtmlab.protocol.port;

import org.jspecify.annotations.NullMarked;
