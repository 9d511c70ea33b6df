rtmlab story 1
# Without LOG_BEFORE_BROADCAST: everybody is told before the log has answered.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, DURABLE_STEP, FENCING, GAP_REPAIR, HISTORY_FROM_LOG, HOLD_BACK, IN_FLIGHT_RECOVERY
members: 2
channels: 1
messages: 2
reads: no
regions: 1
faults: all
promise: delivery
witness: alice was told that "message 1" was sent to #general (id m1, ts 1700000000.000000), but even its sender never saw it; web-app-1 never got the reply of: log end #1
trace: 5bd3c13ecc1d2a83

lost reply of web-app-1: log end #1
