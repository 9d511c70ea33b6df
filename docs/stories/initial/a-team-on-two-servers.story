rtmlab story 1
# "Stateful servers meant complex failover logic and careful coordination": a server merely out of reach is taken for dead.
architecture: initial
mechanisms: none
members: 2
channels: 1
messages: 300
faults: steps
promise: agreement
witness: bob saw "message 14" from bob in #general (id m14, ts 1767225600.014900), but alice, who stayed, never did; alice failed at: socket send post #1
trace: 27bb454690a53cd4

failure of alice: socket send post #1
failure of web-app-1: http POST channel-server /internal/serve #1
