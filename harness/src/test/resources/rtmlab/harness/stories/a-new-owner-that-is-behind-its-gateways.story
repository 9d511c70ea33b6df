rtmlab story 1
# The server that takes a channel over is behind the one that died: it has not read yet what gateways have long passed on.
# It once confirmed their subscriptions from its own place in the log, and then released what they had already.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, DURABLE_STEP, FENCING, GAP_REPAIR, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 1
channels: 1
messages: 1
faults: all
promise: integrity
witness: alice saw "message 1" from alice in #general (id m1) twice
trace: 0000000000000000

lost reply of channel-server-2: log read #1
crash before channel-server-1: http answer /internal/release #1
