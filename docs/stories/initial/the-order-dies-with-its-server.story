rtmlab story 1
# "The channel server held state, which complicated recovery": the order counter is gone, and the next server's clock is behind.
architecture: initial
mechanisms: none
members: 2
channels: 1
messages: 2
faults: clocks
promise: places-fall
witness: in #general alice was shown "message 1" (m1) from alice under ts 1767225600.011300, and after it "message 2" (m2) from bob under ts 1767225540.038900, which is no later one
trace: 65783837b5cc3b3a

crash after channel-server-1: socket send message #1
