rtmlab story 1
# "Deferred persistence meant the UI could technically lie about message delivery": one failed call is enough.
architecture: initial
mechanisms: none
members: 1
channels: 1
messages: 1
faults: steps
promise: no-lost-ack
witness: alice was told that "message 1" was sent to #general (id m1, ts 1767225600.010500), but it is not in the store; channel-server-1 failed at: http POST web-app /internal/messages #1
trace: b8e92f2e32cf2966

failure of channel-server-1: http POST web-app /internal/messages #1
