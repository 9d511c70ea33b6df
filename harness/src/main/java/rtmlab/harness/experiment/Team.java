package rtmlab.harness.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.variant.Member;

/** A few people and the channels that they all belong to. */
public record Team(List<Member> members, List<Channel> channels) {

    public Team {
        members = List.copyOf(members);
        channels = List.copyOf(channels);
    }

    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace");

    /** Alice, Bob and Carol in #general; another number makes it another team, with ids and tokens of its own. */
    public static Team ofThree(int number) {
        return of(3, 1, number);
    }

    /** So many people, all of them in each of so many channels. */
    public static Team of(int members, int channels) {
        return of(members, channels, 1);
    }

    /** As {@link #of(int, int)}; another number makes it another team, with ids and tokens of its own. */
    public static Team of(int members, int channels, int number) {
        return named(
                IntStream.range(0, members).mapToObj(Team::nameOf).toList(),
                IntStream.range(0, channels).mapToObj(Team::channelName).toList(),
                number);
    }

    /** People, and channels that the first of them has created, by these names; another number makes it another team. */
    public static Team named(List<String> members, List<String> channels, int number) {
        return new Team(
                IntStream.range(0, members.size())
                        .mapToObj(position -> member(members.get(position), position + 1, number))
                        .toList(),
                IntStream.range(0, channels.size())
                        .mapToObj(position -> channel(channels.get(position), position, number)
                                .createdBy(userId(1, number)))
                        .toList());
    }

    /** How the member at this position is called where nobody has named them. */
    public static String nameOf(int position) {
        return position < NAMES.size() ? NAMES.get(position) : "member-" + (position + 1);
    }

    /** Whether a member is called so where nobody has named them. */
    public static boolean isName(String name) {
        return NAMES.contains(name) || name.matches("member-[0-9]+");
    }

    /** The same table with people in its regions, one after the other, the first at home; as it is where all is in one. */
    public static Regions spreadOver(Regions table) {
        var regions = table.distances().stream()
                .flatMap(distance -> Stream.of(distance.one(), distance.other()))
                .distinct()
                .sorted(Comparator.comparing(region -> !region.equals(Regions.HOME)))
                .toList();
        var places = new TreeMap<>(table.places());
        for (var position = 0; !regions.isEmpty() && position < NAMES.size(); position++) {
            places.put(new NodeName(nameOf(position)), regions.get(position % regions.size()));
        }
        return new Regions(places, table.distances());
    }

    private static Channel channel(String name, int position, int team) {
        var channel = new Channel(new ChannelId("C" + team + suffix(position)), name);
        return position == 0 ? channel.asGeneral() : channel;
    }

    /** How the channel at this position is called where nobody has named them. */
    public static String channelName(int position) {
        return "general" + suffix(position);
    }

    private static String suffix(int position) {
        return position == 0 ? "" : "-" + (position + 1);
    }

    private static Member member(String name, int position, int team) {
        var user = new User(userId(position, team), name);
        return new Member(user, new Token("xoxp-" + name + "-" + team));
    }

    private static UserId userId(int position, int team) {
        return new UserId("U" + team + "x" + position);
    }

    public Member member(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody here is called " + name));
    }

    /** The name behind a user's id; the id itself when it is nobody's here. */
    public String nameOf(UserId user) {
        return members.stream()
                .filter(member -> member.user().id().equals(user))
                .map(Member::name)
                .findFirst()
                .orElse(user.value());
    }

    /** The name of a channel; its id when it is not this team's. */
    public String nameOf(ChannelId id) {
        return channels.stream()
                .filter(channel -> channel.id().equals(id))
                .map(Channel::name)
                .findFirst()
                .orElse(id.value());
    }

    /** Writes users, channels and memberships into the directory. */
    public void enterInto(Directory directory) {
        directory.addWorkspace(Workspace.FIRST);
        members.forEach(member -> directory.addUser(member.user(), member.token()));
        for (var channel : channels) {
            directory.addChannel(channel);
            members.forEach(member -> directory.join(member.user().id(), channel.id()));
        }
    }
}
