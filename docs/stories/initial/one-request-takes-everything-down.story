rtmlab story 1
# "The monolith grew brittle": a crash while somebody reads history takes along the message that was being stored.
architecture: initial
mechanisms: none
members: 2
channels: 1
messages: 2
faults: steps
promise: no-lost-ack
witness: bob was told that "message 2" was sent to #general (id m2, ts 1767225600.011301), but it is not in the store; web-app-1 crashed before: store history #1
trace: 61e232e0ca56ef84

crash before web-app-1: store history #1
