rtmlab story 1
# Without FENCING: a channel server that stood still goes on, though another one has taken its place.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, DURABLE_STEP, GAP_REPAIR, HISTORY_FROM_LOG, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 1
channels: 1
messages: 1
reads: no
regions: 2
faults: all
promise: integrity
witness: alice saw "message 1" from alice in #general (id m1) twice
trace: 22c34b086564337c

pause at channel-server-1: log read #1
