package rtmlab.protocol.shared;

import rtmlab.protocol.api.InternalApi.TeamEvent;

/** Is told what everybody of a team should know, before whoever brought it about is answered. */
@FunctionalInterface
public interface TeamListener {

    /** The directory knows of it. Waits until whoever can be reached knows, too. */
    void happened(TeamEvent event);
}
