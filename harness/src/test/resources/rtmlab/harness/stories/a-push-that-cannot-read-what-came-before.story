rtmlab story 1
# A web app dies after its append, so the next push finds a gap; the read that would close it gets no reply. The channel
# server once answered with the pushed record's own place, although the record repeated an earlier one.
architecture: updated
mechanisms: ACKS_ALL, CATCH_UP, CLIENT_MESSAGE_ID, DURABLE_STEP, FENCING, GAP_REPAIR, HOLD_BACK, IN_FLIGHT_RECOVERY, LOG_BEFORE_BROADCAST
members: 2
channels: 1
messages: 2
faults: steps
promise: idempotent-retries
witness: "message 2" (m2) from bob, who tried again, has two ts
trace: 0000000000000000

crash after web-app-1: log append #1
lost reply of channel-server-1: log read #1
