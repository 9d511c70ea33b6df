rtmlab story 1
# Without HISTORY_FROM_LOG: history is read from the store, which is filled behind the log.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, DURABLE_STEP, FENCING, GAP_REPAIR, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 1
channels: 1
messages: 1
reads: yes
regions: 2
faults: all
promise: read-your-writes
witness: alice was told that "message 1" was sent to #general (id m1, ts 1700000000.000000) at 0.385 s, but the history that alice asked for at 0.385 s lacks it; web-app-1 was disturbed: redis get #1
trace: a8bc5f030a0d9678

server restart at web-app-1: redis get #1
