package rtmlab.protocol.shared;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.protocol.Channel;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Session;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.AskMemberships;
import rtmlab.protocol.api.InternalApi.Memberships;
import rtmlab.protocol.api.InternalApi.Redeem;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.port.Host;

/**
 * Asks web apps how things stand: what a server of WebSockets is told of a team is merely the reason to look, since news may come in
 * another order than that in which they came about. Answers may overtake each other, too: what a later question has found is
 * at least as new as all that was told before it was asked, and stays.
 */
public final class Lookups {

    private final Host host;
    private final List<NodeName> webApps;
    private long asked;
    private int underWay;

    /** What was found of each channel and user; forgotten when nothing is under way that could be older. */
    private final Map<Object, Found> found = new HashMap<>();

    /** What a question has found; questions are counted. */
    private record Found(long question, Frame event) {}

    /** For a node whose host this is. */
    public Lookups(Host host, List<NodeName> webApps) {
        this.host = host;
        this.webApps = webApps;
    }

    /** Whose ticket it is. Waits. */
    public Session redeem(Ticket ticket) {
        return host.http()
                .call(anyWebApp(), InternalApi.REDEEM_TICKET, new Redeem(ticket))
                .session();
    }

    /** What has become of this; empty where a later question was answered first, and has told of it. Waits. */
    public Optional<Frame> newest(TeamEvent news) {
        var question = begin();
        try {
            var event = host.http().call(anyWebApp(), InternalApi.NEWEST, news).event();
            if (isOutdated(subject(event), question)) {
                return Optional.empty();
            }
            found.put(subject(event), new Found(question, event));
            return Optional.of(event);
        } finally {
            end();
        }
    }

    /** The channels that a user belongs to, by their newest names. Waits. */
    public Memberships memberships(Session session) {
        var question = begin();
        try {
            var ask = new AskMemberships(session.workspace(), session.user());
            var answer = host.http().call(anyWebApp(), InternalApi.MEMBERSHIPS, ask);
            var channels = answer.channels().stream()
                    .map(channel -> isOutdated(channel.id(), question) ? channelOf(channel) : channel)
                    .toList();
            return new Memberships(answer.user(), channels);
        } finally {
            end();
        }
    }

    private long begin() {
        underWay++;
        return ++asked;
    }

    private void end() {
        underWay--;
        if (underWay == 0) {
            found.clear();
        }
    }

    private boolean isOutdated(Object subject, long question) {
        var last = found.get(subject);
        return last != null && last.question > question;
    }

    private Channel channelOf(Channel outdated) {
        var last = found.get(outdated.id());
        return switch (last == null ? null : last.event) {
            case Frame.ChannelRename(var channel) -> channel;
            case Frame.ChannelCreated(var channel) -> channel;
            case null, default -> outdated;
        };
    }

    private static Object subject(Frame event) {
        return switch (event) {
            case Frame.ChannelCreated(var channel) -> channel.id();
            case Frame.ChannelRename(var channel) -> channel.id();
            case Frame.UserChange(var user) -> user.id();
            default -> event;
        };
    }

    private NodeName anyWebApp() {
        return webApps.get(host.random().nextInt(webApps.size()));
    }
}
