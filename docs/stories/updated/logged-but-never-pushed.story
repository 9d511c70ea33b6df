rtmlab story 1
# Without GAP_REPAIR: the push to the channel server fails, and nobody looks into the log for what is missing.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, DURABLE_STEP, FENCING, HISTORY_FROM_LOG, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 1
channels: 1
messages: 1
reads: no
regions: 2
faults: all
promise: seam
witness: alice started #general from a snapshot at 0.382 s, and no event after it brought "message 1" (m1), but the store holds it; web-app-1 failed at: http POST admin-server /internal/publish #1
trace: cb296b586bfd9220

failure of web-app-1: http POST admin-server /internal/publish #1
