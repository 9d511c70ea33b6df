package rtmlab.protocol.shared;

import rtmlab.protocol.Channel;
import rtmlab.protocol.User;

/** Is told who has joined or left a channel, before the user is answered. */
@FunctionalInterface
public interface MembershipListener {

    /**
     * The directory knows of it. Waits until whoever can be reached knows, too.
     *
     * @param isRepeat nothing has changed: perhaps the one who changed it died before it could tell
     */
    void changed(User user, Channel channel, boolean isMember, boolean isRepeat);
}
