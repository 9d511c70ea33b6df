rtmlab story 1
# Without HOLD_BACK: a channel server shows what it is pushed as it comes, not in the log's order.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, DURABLE_STEP, FENCING, GAP_REPAIR, HISTORY_FROM_LOG, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 2
channels: 1
messages: 2
reads: no
regions: 1
faults: all
promise: total-order
witness: in #general alice saw "message 2" (m2) before "message 1" (m1), but the store holds "message 1" (m1) before "message 2" (m2)
trace: 90bce17478eb2c2f

crash after web-app-1: redis get #2
