package rtmlab.updated;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import rtmlab.protocol.Channel;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.User;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.MembershipChanged;
import rtmlab.protocol.api.InternalApi.Noted;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.BackOff;
import rtmlab.protocol.shared.MembershipListener;
import rtmlab.protocol.shared.TeamListener;

/**
 * Tells every gateway what clients connected to it should know: who has joined or left a channel, and what else is new in
 * a team.
 *
 * <p>The user who brought it about is answered when all gateways have gone after it, so that nothing is missed that is
 * said after the answer. One that is out of reach is told again and again for some seconds: a dead one has no clients, and one
 * that is cut off for longer has clients who notice when they next connect. One that answers, but that it could not go after
 * it, is alive and has clients who notice nothing: it is told until it can. Until then there is no answer: were this web app
 * to die between an answer and a gateway that still has to be told, nobody would ever tell it. Who gets no answer asks again,
 * and has it told again.
 */
final class GatewayNews implements MembershipListener, TeamListener {

    /** How often one that is out of reach is told. */
    private static final int TRIES = 8;

    /** More than so many tries take, each of which may run into its time; and longer than who asked waits for an answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Host host;
    private final List<NodeName> gateways;

    GatewayNews(Host host, List<NodeName> gateways) {
        this.host = host;
        this.gateways = gateways;
    }

    @Override
    public void changed(User user, Channel channel, boolean isMember, boolean isRepeat) {
        var news = new MembershipChanged(user.id(), channel.id(), isMember, isRepeat);
        tellAll("membership", InternalApi.MEMBERSHIP_CHANGED, news);
    }

    @Override
    public void happened(TeamEvent event) {
        tellAll(event.event().kind(), InternalApi.TEAM_EVENT, event);
    }

    /** What came of telling a gateway. */
    private enum Outcome {
        KNOWS,
        OUT_OF_REACH,
        NOT_YET
    }

    private <Q extends Record> void tellAll(String subject, Endpoint<Q, Noted> endpoint, Q news) {
        var answers = gateways.stream()
                .map(gateway -> tell(gateway, subject, () -> tell(gateway, endpoint, news)))
                .toList();
        var areAllTold = true;
        for (var answer : answers) {
            areAllTold &= answer.await(PATIENCE).orElse(false);
        }
        if (!areAllTold) {
            throw new SlackError("service_unavailable");
        }
    }

    /** Completed with true when the gateway knows, or is given up. */
    private Later<Boolean> tell(NodeName gateway, String subject, Supplier<Outcome> attempt) {
        Later<Boolean> answered = host.later();
        host.spawn(subject + " to " + gateway, () -> {
            var backOff = new BackOff(host.random());
            var patienceEnds = host.clock().now().plus(PATIENCE);
            var unreached = 0;
            while (host.clock().now().isBefore(patienceEnds)) {
                var outcome = attempt.get();
                unreached += outcome == Outcome.OUT_OF_REACH ? 1 : 0;
                if (outcome == Outcome.KNOWS || unreached == TRIES) {
                    answered.complete(true);
                    return;
                }
                host.clock().sleep(backOff.next());
            }
            answered.complete(false);
        });
        return answered;
    }

    private <Q extends Record> Outcome tell(NodeName gateway, Endpoint<Q, Noted> endpoint, Q news) {
        try {
            host.http().call(gateway, endpoint, news);
            return Outcome.KNOWS;
        } catch (CallFailed _) {
            return Outcome.OUT_OF_REACH;
        } catch (SlackError refusal) {
            // Any other word says that it knows of no such user: nobody is connected.
            return refusal.word().equals(GatewayServer.CANNOT_YET) ? Outcome.NOT_YET : Outcome.KNOWS;
        }
    }
}
