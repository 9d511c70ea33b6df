rtmlab story 1
# A gateway dies, and the other one does not learn whose ticket it was shown: a client is turned away before it watches
# anything. Forgetting it once failed with an exception that ended the handler.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, DURABLE_STEP, FENCING, GAP_REPAIR, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 2
channels: 1
messages: 2
faults: steps
promise: recovery
witness: gateway-server-1: a frame's handler threw UnsupportedOperationException
trace: 0000000000000000

crash before gateway-server-1: socket send message #1
lost reply of gateway-server-2: http POST web-app /internal/tickets #1
