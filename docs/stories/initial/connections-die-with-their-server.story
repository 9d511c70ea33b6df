rtmlab story 1
# "Server also held state to maintain web socket connections": who was away at that moment never sees what the others saw.
architecture: initial
mechanisms: none
members: 2
channels: 1
messages: 2
faults: steps
promise: delivery
witness: bob was told that "message 2" was sent to #general (id m2, ts 1767225600.011300), but alice, who stayed, never saw it; channel-server-1 crashed after: socket send reply #1
trace: ba77e3a840fce782

failure of alice: socket send post #1
crash after channel-server-1: socket send reply #1
