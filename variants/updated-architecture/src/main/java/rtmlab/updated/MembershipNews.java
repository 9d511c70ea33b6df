package rtmlab.updated;

import java.time.Duration;
import java.util.List;
import rtmlab.protocol.Channel;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.User;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.MembershipChanged;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.BackOff;
import rtmlab.protocol.shared.MembershipListener;

/**
 * Tells every gateway that a user has joined or left a channel, whose clients may be connected to any of them.
 *
 * <p>The user is answered when all gateways have gone after it, so that nothing is missed that is said after the answer.
 * One that is out of reach holds up nobody: it is told again and again for a while beside that. If it never hears of it,
 * its clients notice when they next connect.
 */
final class MembershipNews implements MembershipListener {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int TRIES = 8;

    private final Host host;
    private final List<NodeName> gateways;

    MembershipNews(Host host, List<NodeName> gateways) {
        this.host = host;
        this.gateways = gateways;
    }

    @Override
    public void changed(User user, Channel channel, boolean isMember, boolean isRepeat) {
        var news = new MembershipChanged(user.id(), channel.id(), isMember, isRepeat);
        var answers = gateways.stream().map(gateway -> tell(gateway, news)).toList();
        answers.forEach(answer -> answer.await(PATIENCE));
    }

    /** Completed when the gateway has answered, or cannot be reached at the first try. */
    private Later<Boolean> tell(NodeName gateway, MembershipChanged news) {
        Later<Boolean> answered = host.later();
        host.spawn("membership to " + gateway, () -> {
            var backOff = new BackOff(host.random());
            for (var tries = 1; !isTold(gateway, news) && tries < TRIES; tries++) {
                answered.complete(false);
                host.clock().sleep(backOff.next());
            }
            answered.complete(true);
        });
        return answered;
    }

    private boolean isTold(NodeName gateway, MembershipChanged news) {
        try {
            host.http().call(gateway, InternalApi.MEMBERSHIP_CHANGED, news);
            return true;
        } catch (CallFailed _) {
            return false;
        } catch (SlackError _) {
            return true; // It knows of no such user: nobody is connected.
        }
    }
}
