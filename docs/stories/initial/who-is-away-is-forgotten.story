rtmlab story 1
# "Transient presence and typing statuses were also held in memory": alice sets herself away, is told that it is done, and her team's server dies.
architecture: initial
mechanisms: none
members: 2
channels: 1
messages: 1
reads: no
away: yes
faults: steps
promise: presence-forgotten
witness: alice had set herself away and was told that it is done; whoever asks is told that alice is active
trace: db2a7d913715ee65

crash after channel-server-1: http answer /internal/away #1
