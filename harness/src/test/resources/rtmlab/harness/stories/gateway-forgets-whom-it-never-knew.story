rtmlab story 1
# A gateway that dies, and a channel server that dies while it confirms a subscription: a client is turned away before it
# watches anything. Forgetting it once failed with an exception that ended the handler.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, FENCING, GAP_REPAIR, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 2
channels: 1
messages: 2
faults: steps
promise: recovery
witness: gateway-server-1: a frame's handler threw UnsupportedOperationException
trace: 0000000000000000

crash before gateway-server-1: socket send message #1
crash before channel-server-1: socket send subscribed #1
