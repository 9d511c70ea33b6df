rtmlab story 1
# "If the web app went down, the channel server couldn't persist messages, but might still tell users they'd sent them."
architecture: initial
mechanisms: none
members: 1
channels: 1
messages: 1
faults: steps
promise: no-lost-ack
witness: alice was told that "message 1" was sent to #general (id m1, ts 1767225600.010500), but it is not in the store; web-app-1 crashed before: store insert #1
trace: 1ec985eeeab4f1c7

crash before web-app-1: store insert #1
