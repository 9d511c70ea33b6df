rtmlab story 1
# Without ACKS_ALL: the leader acknowledges alone and dies, and a replica that lacks the record takes over.
architecture: updated
mechanisms: CATCH_UP, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, DURABLE_STEP, FENCING, GAP_REPAIR, HISTORY_FROM_LOG, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 1
channels: 1
messages: 2
reads: no
regions: 2
faults: all
promise: no-lost-ack
witness: alice was told that "message 1" was sent to #general (id m1, ts 1700000000.000000), but it is not in the store; web-app-1 was disturbed: log append #1
trace: 41f2774d596f28a9

unclean election after web-app-1: log append #1
