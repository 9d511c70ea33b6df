rtmlab story 1
# "Retries and recovery had to reconcile what was shown vs. what was saved", the first way to differ: the database says no,
# and nobody can be asked to forget what is on the screen.
architecture: initial
mechanisms: none
members: 2
channels: 1
messages: 1
faults: steps
promise: shown-not-saved
witness: alice was shown "message 1" (m1) from alice, and it is not in the store
trace: 6ff7e168671b2626

failure of web-app-1: store insert #1
