rtmlab story 1
# With DURABLE_STEP=database: two web apps insert at the same time, and screens and store disagree on the order.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, FENCING, GAP_REPAIR, HISTORY_FROM_LOG, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 2
channels: 1
messages: 2
reads: no
regions: 1
faults: all
promise: total-order
witness: in #general alice saw "message 2" (m2) before "message 1" (m1), but the store holds "message 1" (m1) before "message 2" (m2)
trace: 1c27fa9953a557b3

crash after web-app-1: redis get #2
