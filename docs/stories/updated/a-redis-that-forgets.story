rtmlab story 1
# Without COMMIT_WHEN_DONE: the relay has moved on in the log, and Redis forgets the job that it was given.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, DURABLE_STEP, FENCING, GAP_REPAIR, HISTORY_FROM_LOG, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 2
channels: 1
messages: 2
reads: no
regions: 1
faults: all
promise: no-lost-ack
witness: bob was told that "message 2" was sent to #general (id m2, ts 1700000000.000001), but it is not in the store; worker-1 was disturbed: redis take #2
trace: 8576ac536d5f037c

restart without memory at worker-1: redis take #2
