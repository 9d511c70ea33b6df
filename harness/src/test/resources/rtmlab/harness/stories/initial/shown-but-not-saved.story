rtmlab story 1
# "Retries and recovery had to reconcile what was shown vs. what was saved", the first way to differ.
architecture: initial
mechanisms: none
members: 1
channels: 1
messages: 1
faults: steps
promise: shown-not-saved
witness: alice was shown "message 1" (m1) from alice, and it is not in the store
trace: 97c4ff67a1498c7b

crash after channel-server-1: socket send reply #1
