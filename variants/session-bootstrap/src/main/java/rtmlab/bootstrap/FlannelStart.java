package rtmlab.bootstrap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.shared.JournalThatTells;
import rtmlab.protocol.variant.Journal;

/**
 * A client's side of a {@link Flannel}: it starts sessions there, goes on with them, and does without when it must.
 *
 * <p>A session can be gone on with once its client has been online in it: from then on whatever the client lacks has come
 * or will come on that session's one stream, and nothing of it is at the origin alone.
 */
final class FlannelStart implements SessionStart {

    /** Whoever turned to another Flannel at once would bring its session to an end, just when all want to go on. */
    private static final int TRIES_EACH = 3;

    private final List<NodeName> flannels;
    private int tries;
    private boolean connecting;
    private @Nullable Session session;

    /** @param flannels in the order of preference; after the last comes the origin itself */
    FlannelStart(List<NodeName> flannels) {
        this.flannels = flannels;
    }

    /** A session at a Flannel. */
    private static final class Session {
        final NodeName flannel;
        final Ticket name;
        boolean resumed;
        boolean resumable;

        Session(NodeName flannel, Ticket name) {
            this.flannel = flannel;
            this.name = name;
        }
    }

    @Override
    public Journal listening(Journal journal) {
        return new JournalThatTells(journal, this::online);
    }

    private void online() {
        connecting = false;
        tries = 0; // The team's own Flannel may be back by the time that this connection breaks.
        if (session != null) {
            session.resumable = true;
        }
    }

    @Override
    public Http on(Host host) {
        var http = host.http();
        return new CallsPassedOn(http) {
            @Override
            WebApi.Connection connect(NodeName webApp, WebApi.RtmConnect request) {
                return FlannelStart.this.connect(http, webApp, request);
            }

            @Override
            public <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
                var memory = session;
                if (connecting && memory != null && memory.resumed) {
                    switch (request) {
                        case WebApi.ListConversations _ -> {
                            var asked = new EdgeApi.OfSession(memory.name);
                            return endpoint.answer().cast(http.call(memory.flannel, EdgeApi.CHANNELS, asked));
                        }
                        // A look at the whole channel is one at what is stored; what was missed is in memory.
                        case WebApi.History history
                        when history.oldest().isAfter(Ts.BEFORE_ALL) -> {
                            var asked = new EdgeApi.CatchUp(memory.name, history);
                            return endpoint.answer().cast(http.call(memory.flannel, EdgeApi.CATCH_UP, asked));
                        }
                        default -> {}
                    }
                }
                return super.call(to, endpoint, request);
            }
        };
    }

    private WebApi.Connection connect(Http http, NodeName webApp, WebApi.RtmConnect request) {
        if (connecting) {
            tries++; // The last try came to nothing, for whatever reason.
        }
        connecting = true;
        var last = session; // It stays until there is another: a try that fails leaves it to be gone on with.
        var place = tries / TRIES_EACH % (flannels.size() + 1);
        if (place == flannels.size()) {
            session = null;
            return http.call(webApp, WebApi.RTM_CONNECT, request);
        }
        var flannel = flannels.get(place);
        var resume = last != null && last.resumable && last.flannel.equals(flannel) ? last.name : null;
        var booted = http.call(flannel, EdgeApi.BOOT, new EdgeApi.Boot(request.token(), resume));
        var started = new Session(flannel, booted.session());
        started.resumed = booted.resumed();
        started.resumable = booted.resumed();
        session = started;
        return booted.start().connection();
    }
}
