rtmlab story 1
# A team moves to a server whose clock is behind: what its sender says next is placed before what was said last.
architecture: initial
mechanisms: none
members: 1
channels: 1
messages: 1
reads: no
regions: 2
faults: clocks
promise: sender-order
witness: alice sent "closing" (closing-general) to #general after being told that "message 1" (m1) was sent, but the store holds "closing" (closing-general) first
trace: 803f6aa88349f4ff

crash after channel-server-1: http POST web-app /internal/messages #1
