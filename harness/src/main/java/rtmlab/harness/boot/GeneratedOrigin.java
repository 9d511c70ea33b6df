package rtmlab.harness.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.Sockets.Handler;

/** What a Flannel needs of an origin, answered from a generated team: so that Flannel alone is measured. */
final class GeneratedOrigin implements Node {

    private final GeneratedTeam team;
    private final List<User> users;
    private final Map<Integer, List<Integer>> channels = new HashMap<>();

    /** With the channels of so many users at hand: to work them out takes longer than a request may. */
    GeneratedOrigin(GeneratedTeam team, int atHand) {
        this.team = team;
        this.users = team.users().toList();
        for (var user = 0; user < atHand; user++) {
            channelsOf(user);
        }
    }

    private List<Integer> channelsOf(int user) {
        return channels.computeIfAbsent(user, team::channelsOf);
    }

    @Override
    public void start(Host host) {
        host.http().serve(WebApi.RTM_CONNECT, request -> {
            var url = new SocketUrl(host.name(), new Ticket("any"));
            return new WebApi.Connection(url, self(request.token()), team.workspace());
        });
        host.http().serve(BootApi.USER_BOOT, request -> {
            var user = numberOf(request.token());
            return Payloads.userBoot(team, user, channelsOf(user), List.of());
        });
        host.http().serve(BootApi.TEAM_USERS, request -> {
            var after = request.after();
            var from = after == null ? 0 : team.numberOf(after) + 1;
            var to = Math.min(users.size(), from + request.limit());
            return new BootApi.UsersPage(new ArrayList<>(users.subList(from, to)));
        });
        host.http().serve(BootApi.CHANNEL_MEMBERS, request -> {
            var id = request.channel().value();
            return new BootApi.MembersFound(team.members(Integer.parseInt(id.substring(id.length() - 6), 10)));
        });
        host.http().serve(BootApi.CHANNELS_OF_USERS, request -> {
            var channels = new TreeMap<UserId, List<ChannelId>>();
            for (var user : request.users()) {
                channels.put(
                        user,
                        channelsOf(team.numberOf(user)).stream()
                                .map(number -> team.channel(number).id())
                                .toList());
            }
            return new BootApi.ChannelsFound(channels);
        });
        host.sockets().serve((socket, _) -> {
            socket.send(new Frame.Hello());
            return new Silent();
        });
    }

    private User self(Token token) {
        return team.user(numberOf(token));
    }

    private static int numberOf(Token token) {
        return Integer.parseInt(token.value().substring(token.value().lastIndexOf('-') + 1), 10);
    }

    private static final class Silent implements Handler {
        @Override
        public void received(Frame frame) {}

        @Override
        public void closed(String reason) {}
    }
}
