rtmlab story 1
# "… to reconcile what was shown vs. what was saved", the second way: who reconnects reads history before the late hand-over.
architecture: initial
mechanisms: none
members: 2
channels: 1
messages: 2
faults: network
promise: saved-not-shown
witness: "message 2" (m2) from bob is in the store, and alice was never shown it
trace: 580041c3b4513151

failure of alice: socket send post #1
delay of channel-server-1: http POST web-app /internal/messages #1
