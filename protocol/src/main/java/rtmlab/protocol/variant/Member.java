package rtmlab.protocol.variant;

import rtmlab.protocol.Token;
import rtmlab.protocol.User;

/** A user of the system under test, and the token that the user's client shows. */
public record Member(User user, Token token) {

    public String name() {
        return user.name();
    }
}
