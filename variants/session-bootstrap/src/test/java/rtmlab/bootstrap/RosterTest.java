package rtmlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;

class RosterTest {

    private static final User GRACE = user("U1", "grace", "Grace Hopper", false);
    private static final User GUIDO = user("U2", "guido", "Guido", false);
    private static final User HEDY = user("U3", "hedy", "Hedy Lamarr", false);
    private static final User GONE = user("U4", "gone", "Gone", true);

    private final Roster roster = new Roster(List.of(HEDY, GUIDO, GONE, GRACE), Instant.EPOCH);

    private static User user(String id, String name, String realName, boolean isDeleted) {
        return new User(new UserId(id), Workspace.FIRST.id(), name, realName, false, false, isDeleted);
    }

    @Test
    void usersAreFoundByTheirIds() {
        var found = roster.find(List.of(HEDY.id(), new UserId("U9"), GONE.id()));

        assertThat(found.results()).containsExactly(HEDY, GONE);
        assertThat(found.failed()).containsExactly(new UserId("U9"));
    }

    @Test
    void usersAreFoundByHowTheirNamesBegin() {
        assertThat(roster.search("g", 10)).containsExactly(GRACE, GUIDO);
        assertThat(roster.search("G", 1)).containsExactly(GRACE);
        assertThat(roster.search("hop", 10)).containsExactly(GRACE);
        assertThat(roster.search("h", 10)).containsExactly(HEDY, GRACE);
        assertThat(roster.search("x", 10)).isEmpty();
        assertThat(roster.search("zz", 10)).isEmpty();
    }

    @Test
    void whoHasLeftIsKnownAndNotProposed() {
        assertThat(roster.user(GONE.id())).hasValue(GONE);
        assertThat(roster.search("gone", 10)).isEmpty();
    }

    @Test
    void whoIsNewOrCalledOtherwiseIsFoundByWhatTheyAreCalledNow() {
        var hedy = user("U3", "hedwig", "Hedwig Kiesler", false);
        var gustav = user("U9", "gustav", "Gustav", false);

        roster.put(hedy);
        roster.put(hedy);
        roster.put(gustav);

        assertThat(roster.search("h", 10)).containsExactly(hedy, GRACE);
        assertThat(roster.search("lam", 10)).isEmpty();
        assertThat(roster.search("g", 10)).containsExactly(GRACE, GUIDO, gustav);
        assertThat(roster.user(HEDY.id())).hasValue(hedy);
        assertThat(roster.size()).isEqualTo(5);
    }
}
