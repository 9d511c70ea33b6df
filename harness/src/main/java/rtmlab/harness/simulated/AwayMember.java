package rtmlab.harness.simulated;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.world.World;

/**
 * A member who sets herself away and is told that it is done; whether that is still so when all is over.
 *
 * <p>It is no promise: nothing of it is on a disk or in a database, and whoever holds it in memory forgets it with a crash.
 */
final class AwayMember {

    /** What a run shows in which it is forgotten. */
    static final String FORGOTTEN = "presence-forgotten";

    private static final NodeName WEB_APP = NodeName.of("web-app", 1);

    private final World world;
    private final Member member;
    private final NodeName phone;
    private boolean isDone;
    private WebApi.@Nullable PresenceFound found;

    /** The first of the team, with a phone beside her client. */
    AwayMember(World world, Team team) {
        this.world = world;
        this.member = team.members().getFirst();
        this.phone = new NodeName(member.name() + "-phone");
        world.startClient(phone, _ -> {});
    }

    /** From the beginning of the workload on. */
    void setsHerselfAway() {
        world.script(phone, host -> {
            try {
                host.http().call(WEB_APP, WebApi.SET_PRESENCE, new WebApi.SetPresence(member.token(), true));
                isDone = true;
            } catch (CallFailed | SlackError _) {
                // She knows that it may not be done.
            }
        });
    }

    /** When the faults have ended and everybody is back. */
    void isAskedFor() {
        world.script(phone, this::ask);
        world.settle();
    }

    private void ask(Host host) {
        try {
            var question = new WebApi.GetPresence(member.token(), member.user().id());
            found = host.http().call(WEB_APP, WebApi.GET_PRESENCE, question);
        } catch (CallFailed | SlackError _) {
            // Nobody knows, so nobody has been told anything wrong.
        }
    }

    /** A sentence that says so, where she was told that it is done, and others are told that it is not. */
    Optional<String> forgotten() {
        return isDone && found != null && !found.isManuallyAway()
                ? Optional.of(member.name()
                        + " had set herself away and was told that it is done; whoever asks is told that "
                        + member.name() + " is " + found.presence().name().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
