package rtmlab.labs.lab07;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.Presence;
import rtmlab.protocol.UserId;
import rtmlab.protocol.variant.ForwardingJournal;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;

/** Who was shown to be there, and what of it stood on a screen when nobody could know it any more. */
final class Presences {

    private final Team team;
    private final Map<UserId, Presence> onScreen = new LinkedHashMap<>();
    private final List<UserId> seenThere = new ArrayList<>();
    private Optional<String> claimed = Optional.empty();

    Presences(Team team) {
        this.team = team;
    }

    /** How often this user was shown to be there. */
    long seenThere(UserId user) {
        return seenThere.stream().filter(user::equals).count();
    }

    /** What was claimed although the connection had gone. */
    Optional<String> claimed() {
        return claimed;
    }

    /** Listens to what this member is shown. */
    Journal around(Member member, Journal journal) {
        return new ForwardingJournal(journal) {
            @Override
            public void sawPresence(List<UserId> users, Presence presence) {
                users.forEach(user -> onScreen.put(user, presence));
                if (presence == Presence.ACTIVE) {
                    seenThere.addAll(users);
                }
            }

            @Override
            public void presenceEnded(List<UserId> users) {
                users.forEach(onScreen::remove);
            }

            @Override
            public void offline(String reason) {
                if (claimed.isEmpty() && !onScreen.isEmpty()) {
                    var user = onScreen.keySet().iterator().next();
                    claimed = Optional.of(member.name() + "'s screen said that " + team.nameOf(user) + " is "
                            + (onScreen.get(user) == Presence.ACTIVE ? "there" : "away")
                            + " when the connection had gone, and nobody could tell");
                }
                super.offline(reason);
            }
        };
    }
}
