package rtmlab.harness.boot;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import rtmlab.backends.wire.SocketUrls;
import rtmlab.backends.wire.WireFormat;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Conversation;
import rtmlab.protocol.api.WebApi.Reading;

/**
 * How many bytes a client gets before it can show its first screen: the bodies of the answers, as the servers write
 * them.
 *
 * <p>{@code rtm.start}: all of it. Lazy: {@code client.userBoot}, and one {@code users.info} for each profile that the
 * first screen shows. Flannel: the answer to its boot, which has these profiles in it. All three end with the same
 * screen: the user's channels with what is unread in them, and the profiles of the members of the first one.
 */
public record Payloads(int users, long memberships, Size rtmStart, Size lazy, Size flannel) {

    /** As in Flannel's settings. */
    static final int FIRST_SCREEN_PROFILES = 50;

    private static final WireFormat WIRE =
            new WireFormat(new SocketUrls(node -> URI.create("wss://wss.example.com:443")));

    /** Bytes of one or several answers, each compressed by itself. */
    public record Size(long bytes, long gzipBytes) {
        Size plus(Size other) {
            return new Size(bytes + other.bytes, gzipBytes + other.gzipBytes);
        }
    }

    /** For the user in the middle of the team. */
    public static Payloads of(GeneratedTeam team) {
        return of(team, team.size() / 2);
    }

    static Payloads of(GeneratedTeam team, int user) {
        var mine = team.channelsOf(user);
        return new Payloads(
                team.size(),
                team.memberships(),
                size(WebApi.RTM_START, rtmStart(team, user, mine)),
                lazy(team, user, mine),
                size(EdgeApi.BOOT, flannel(team, user, mine)));
    }

    /** How many times smaller Flannel's boot is. */
    public double ratio() {
        return (double) rtmStart.bytes() / flannel.bytes();
    }

    static WebApi.Start rtmStart(GeneratedTeam team, int user, List<Integer> mine) {
        var channels = new ArrayList<Conversation>();
        for (var number = 0; number < team.channelCount(); number++) {
            var channel = team.channel(number);
            var isMember = mine.contains(number);
            if (isMember || !channel.isPrivate()) {
                channels.add(new Conversation(
                        new Standing(channel, isMember),
                        null,
                        isMember ? reading(team, user, number) : null,
                        team.members(number)));
            }
        }
        return new WebApi.Start(connection(team, user), team.users().toList(), channels);
    }

    static WebApi.Start userBoot(GeneratedTeam team, int user, List<Integer> mine, List<User> profiles) {
        var channels = mine.stream()
                .map(number ->
                        new Conversation(new Standing(team.channel(number), true), null, reading(team, user, number)))
                .toList();
        return new WebApi.Start(connection(team, user), profiles, channels);
    }

    private static Size lazy(GeneratedTeam team, int user, List<Integer> mine) {
        var size = size(BootApi.USER_BOOT, userBoot(team, user, mine, List.of()));
        for (var profile : firstScreen(team, mine)) {
            size = size.plus(size(WebApi.USER, new WebApi.UserFound(profile)));
        }
        return size;
    }

    private static EdgeApi.Booted flannel(GeneratedTeam team, int user, List<Integer> mine) {
        return new EdgeApi.Booted(
                new Ticket("5b6d0f3f8c1e4a7796d2c4b18e0f3a55"),
                false,
                userBoot(team, user, mine, firstScreen(team, mine)));
    }

    private static List<User> firstScreen(GeneratedTeam team, List<Integer> mine) {
        return team.members(mine.getFirst()).stream()
                .limit(FIRST_SCREEN_PROFILES)
                .map((UserId member) -> team.user(team.numberOf(member)))
                .toList();
    }

    private static Reading reading(GeneratedTeam team, int user, int channel) {
        return new Reading(Ts.parse("1700000000.000005"), team.unread(user, channel));
    }

    private static WebApi.Connection connection(GeneratedTeam team, int user) {
        var url = new SocketUrl(NodeName.of("flannel", 1), new Ticket("0f3a555b6d0f3f8c"));
        return new WebApi.Connection(url, team.user(user), team.workspace());
    }

    private static <A extends Record> Size size(Endpoint<?, A> endpoint, A answer) {
        var body = WIRE.writeAnswer(endpoint, answer).body();
        return new Size(body.length, gzipped(body));
    }

    private static long gzipped(byte[] body) {
        var counted = new Counted();
        try (var gzip = new GZIPOutputStream(counted)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counted.bytes;
    }

    private static final class Counted extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int count) {
            bytes += count;
        }
    }
}
