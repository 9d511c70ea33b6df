/** The WebSocket port: Java-WebSocket speaks the protocol, virtual threads move the bytes. */
@NullMarked
package rtmlab.backends.websocket;

import org.jspecify.annotations.NullMarked;
