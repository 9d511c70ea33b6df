package rtmlab.bootstrap;

import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.variant.Journal;

/** How one client's sessions start: what becomes of the requests that its architecture's client makes for that. */
interface SessionStart {

    /** The way in which the client makes requests on this host. */
    Http on(Host host);

    /** The client's journal, for whoever has to know when it is online. */
    default Journal listening(Journal journal) {
        return journal;
    }
}
