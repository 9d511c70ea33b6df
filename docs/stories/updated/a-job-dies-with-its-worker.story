rtmlab story 1
# Without IN_FLIGHT_RECOVERY: a worker dies with a job in its hands, and nobody does it again.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, DURABLE_STEP, FENCING, GAP_REPAIR, HISTORY_FROM_LOG, HOLD_BACK, LOG_BEFORE_BROADCAST
members: 1
channels: 1
messages: 1
reads: no
regions: 2
faults: all
promise: recovery
witness: the faults had ended, and still not everybody was served again: QUIET 
trace: 9f15002345337f3f

crash after worker-1: redis take #1
