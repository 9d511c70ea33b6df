rtmlab story 1
# Without CATCH_UP: a gateway dies, and whoever was connected to it never sees what the others saw meanwhile.
architecture: updated
mechanisms: ACKS_ALL, CLIENT_MESSAGE_ID, COMMIT_WHEN_DONE, DURABLE_STEP, FENCING, GAP_REPAIR, HISTORY_FROM_LOG, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 2
channels: 1
messages: 1
reads: no
regions: 2
faults: all
promise: agreement
witness: bob saw "message 1" from alice in #general (id m1, ts 1700000000.000000), but alice, who stayed, never did; gateway-server-1 crashed before: socket send message #1
trace: d025943f228cacfc

crash before gateway-server-1: socket send message #1
