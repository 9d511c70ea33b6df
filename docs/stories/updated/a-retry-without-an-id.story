rtmlab story 1
# Without CLIENT_MESSAGE_ID: the answer is lost, the client asks again, and the system takes it for another message.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, COMMIT_WHEN_DONE, DURABLE_STEP, FENCING, GAP_REPAIR, HISTORY_FROM_LOG, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 1
channels: 1
messages: 1
reads: no
regions: 2
faults: all
promise: idempotent-retries
witness: "message 1" (m1) from alice, who tried again, is stored twice in #general, under ts 1700000000.000000 and 1700000000.000001
trace: 44830950649e4d46

lost reply of alice: http POST web-app /api/chat.postMessage #1
