rtmlab story 1
# "Slack patched with persistent buffers and retry loops, but this added complexity": a retry after a lost answer.
architecture: initial
mechanisms: RETRY_LOOP
members: 1
channels: 1
messages: 1
faults: steps
promise: saved-twice-by-replay
witness: "message 1" (m1) from alice is stored twice under the one ts 1767225600.010500
trace: d3d4f30ef68659d3

lost reply of channel-server-1: http POST web-app /internal/messages #1
