/** What travels between nodes and clients: HTTP endpoints and WebSocket frames, as typed records. */
@NullMarked
package rtmlab.protocol.api;

import org.jspecify.annotations.NullMarked;
