package rtmlab.protocol;

/** Where to open a WebSocket and with which pass: {@code ws://host:port/node?ticket=…} on the wire. */
public record SocketUrl(NodeName node, Ticket ticket) {}
