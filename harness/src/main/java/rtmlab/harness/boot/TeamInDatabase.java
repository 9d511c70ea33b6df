package rtmlab.harness.boot;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.postgres.BulkLoad;
import rtmlab.backends.postgres.BulkLoad.Membership;
import rtmlab.backends.postgres.PostgresSettings;
import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Member;

/** A generated team, written into PostgreSQL as it is worked out: none of it is held in memory. */
final class TeamInDatabase {

    private TeamInDatabase() {}

    /** Whether somebody has added this team already; asked from a host that reaches the database. */
    static boolean isThere(GeneratedTeam team, RealHost host) {
        return host.call(() -> host.directory().workspace(team.workspace().id()).isPresent());
    }

    /** Adds the team. The tables are there. */
    static void load(GeneratedTeam team, ServerAddresses servers) {
        BulkLoad.load(settings(servers), team.workspace(), members(team), channels(team), memberships(team));
    }

    /** Posts a first message in each channel, so that there is something to have seen; the nodes run. */
    static void welcome(GeneratedTeam team, RealHost client, NodeName webApp) {
        for (var channel = 0; channel < team.channelCount(); channel++) {
            var author = team.numberOf(team.members(channel).getFirst());
            var post = new WebApi.PostMessage(
                    team.token(author),
                    team.channel(channel).id(),
                    "welcome",
                    new ClientMessageId("welcome-" + channel));
            // Nodes that have just started are slow, and a repeat is recognised.
            client.run(() ->
                    new UntilDone(client.clock()).run(() -> client.http().call(webApp, WebApi.POST_MESSAGE, post)));
        }
    }

    static Member member(GeneratedTeam team, int user) {
        return new Member(team.user(user), team.token(user));
    }

    static PostgresSettings settings(ServerAddresses servers) {
        return PostgresSettings.of(servers.jdbcUrl(), servers.databaseUser(), servers.databasePassword());
    }

    static Iterable<Member> members(GeneratedTeam team) {
        return each(team.size(), user -> Stream.of(member(team, user)));
    }

    static Iterable<Channel> channels(GeneratedTeam team) {
        return each(team.channelCount(), channel -> Stream.of(team.channel(channel)));
    }

    static Iterable<Membership> memberships(GeneratedTeam team) {
        return each(team.channelCount(), channel -> memberships(team, channel));
    }

    /** Worked out while it is read. */
    private static <T> Iterable<T> each(int count, IntFunction<Stream<T>> some) {
        return () -> IntStream.range(0, count).boxed().flatMap(some::apply).iterator();
    }

    private static Stream<Membership> memberships(GeneratedTeam team, int channel) {
        var id = team.channel(channel).id();
        return team.members(channel).stream().map(user -> new Membership(user, id));
    }
}
