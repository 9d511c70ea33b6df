rtmlab story 1
# "If the server crash after confirming the message but before persisting it, the message will not be persisted."
architecture: initial
mechanisms: none
members: 1
channels: 1
messages: 1
faults: steps
promise: no-lost-ack
witness: alice was told that "message 1" was sent to #general (id m1, ts 1767225600.010500), but it is not in the store; channel-server-1 crashed after: socket send reply #1
trace: 97c4ff67a1498c7b

crash after channel-server-1: socket send reply #1
