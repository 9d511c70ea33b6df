rtmlab story 1
# "Slack patched with persistent buffers and retry loops, but this added complexity": all patches on, and the buffer of a
# server that comes back gives a message its old place again.
architecture: initial
mechanisms: CLIENT_MESSAGE_ID, PERSISTENT_BUFFER, RETRY_LOOP
members: 2
channels: 1
messages: 2
faults: steps
promise: order-changed
witness: bob was shown "message 2" (m2) from bob before "message 1" (m1), and the store has them the other way round
trace: 939724f67bc8cc65

failure of bob: socket send post #1
crash after channel-server-1: disk sync #1
