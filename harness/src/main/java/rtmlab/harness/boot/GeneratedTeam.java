package rtmlab.harness.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;

/**
 * A team of any size, the same for the same seed, of which nothing is held in memory: everything is worked out when it
 * is asked for.
 *
 * <p>Its shape is the case's: a few huge channels, most with fewer than ten members, and memberships that grow faster
 * than the team. There are as many channels as users. The sizes of a quarter of them follow Zipf's law, users /
 * rank^0.75, so that the first holds everybody; the others have 2 to 9 members. That makes some 2.8 users^1.25 + 4 users
 * memberships: 20 a head in a team of 1,500, 40 in one of 32,000.
 */
public final class GeneratedTeam {

    public static final int MAX_SIZE = 100_000;

    private static final double ZIPF = 0.75;
    private static final int PERCENT_BOTS = 2;
    private static final int PERCENT_PRIVATE = 20;

    private static final String[] FIRST_NAMES = {
        "Ada",
        "Alan",
        "Alonzo",
        "Anita",
        "Barbara",
        "Bjarne",
        "Carol",
        "Claude",
        "Donald",
        "Dorothy",
        "Edgar",
        "Edsger",
        "Frances",
        "Fred",
        "Grace",
        "Guido",
        "Hedy",
        "Ivan",
        "James",
        "Jean",
        "Joan",
        "John",
        "Karen",
        "Katherine",
        "Ken",
        "Leslie",
        "Lynn",
        "Margaret",
        "Mary",
        "Maurice",
        "Niklaus",
        "Peter",
        "Radia",
        "Robin",
        "Shafi",
        "Stephen",
        "Sophie",
        "Tim",
        "Tony",
        "Whitfield"
    };

    private static final String[] LAST_NAMES = {
        "Allen",
        "Backus",
        "Bartik",
        "Berners",
        "Brooks",
        "Church",
        "Clarke",
        "Codd",
        "Conway",
        "Cook",
        "Diffie",
        "Dijkstra",
        "Floyd",
        "Goldberg",
        "Goldwasser",
        "Gosling",
        "Hamilton",
        "Hoare",
        "Hopper",
        "Johnson",
        "Kay",
        "Knuth",
        "Lamarr",
        "Lamport",
        "Liskov",
        "Lovelace",
        "McCarthy",
        "Milner",
        "Naur",
        "Perlman",
        "Ritchie",
        "Shannon",
        "Stroustrup",
        "Sutherland",
        "Thompson",
        "Turing",
        "Vaughan",
        "Wilkes",
        "Wilson",
        "Wirth"
    };

    private static final String[] TOPICS = {
        "random",
        "help",
        "announcements",
        "design",
        "sales",
        "support",
        "eng",
        "ops",
        "launch",
        "travel",
        "lunch",
        "data",
        "legal",
        "hiring",
        "mobile",
        "infra"
    };

    private final int size;
    private final long seed;
    private final Workspace workspace;

    public GeneratedTeam(int size, long seed) {
        if (size < 10 || size > MAX_SIZE) {
            throw new IllegalArgumentException("a team has 10 to 100,000 users, not " + size);
        }
        this.size = size;
        this.seed = seed;
        this.workspace = new Workspace(new WorkspaceId("T%dX%d".formatted(size, seed)), "Team of " + size);
    }

    public int size() {
        return size;
    }

    public Workspace workspace() {
        return workspace;
    }

    /** By their ids. */
    public Stream<User> users() {
        return IntStream.range(0, size).mapToObj(this::user);
    }

    public User user(int number) {
        var mixed = mix(number);
        var first = FIRST_NAMES[(int) Long.remainderUnsigned(mixed, FIRST_NAMES.length)];
        var last = LAST_NAMES[(int) Long.remainderUnsigned(mixed >>> 20, LAST_NAMES.length)];
        var isBot = Math.floorMod(mix(number + 1_000_000L), 100) < PERCENT_BOTS;
        return new User(
                userId(number),
                workspace.id(),
                (first + "." + last).toLowerCase(Locale.ROOT) + number,
                first + " " + last,
                isBot,
                number == 0,
                false);
    }

    public Token token(int number) {
        return new Token("xoxp-" + workspace.id() + "-" + number);
    }

    public int numberOf(UserId user) {
        return Integer.parseInt(user.value().substring(user.value().length() - 6), 10);
    }

    private UserId userId(int number) {
        return new UserId("U%s%06d".formatted(tag(), number));
    }

    /** Tells teams apart that are in one database. */
    private String tag() {
        return Long.toString(Math.floorMod(mix(size), 46_656L) + 46_656L, 36).toUpperCase(Locale.ROOT);
    }

    public int channelCount() {
        return size;
    }

    public Channel channel(int number) {
        var id = new ChannelId("C%s%06d".formatted(tag(), number));
        if (number == 0) {
            return new Channel(id, "general").in(workspace.id()).asGeneral();
        }
        var topic = TOPICS[(int) Long.remainderUnsigned(mix(3_000_000L + number), TOPICS.length)];
        var channel = new Channel(id, topic + "-" + number).in(workspace.id());
        var isPrivate = isSmall(number) && Math.floorMod(mix(4_000_000L + number), 100) < PERCENT_PRIVATE;
        return isPrivate ? channel.asPrivate() : channel;
    }

    private boolean isSmall(int channel) {
        return channel >= Math.max(1, channelCount() / 4);
    }

    public int memberCount(int channel) {
        return isSmall(channel)
                ? 2 + (int) Math.floorMod(mix(5_000_000L + channel), 8L)
                : Math.clamp(Math.round(size / Math.pow(channel + 1.0, ZIPF)), 2, size);
    }

    /** Who belongs to a channel, by id. */
    public List<UserId> members(int channel) {
        return memberNumbers(channel).sorted().mapToObj(this::userId).toList();
    }

    /** Every so-manieth user from some user on: with a step that has no divisor in common with the team, each once. */
    private IntStream memberNumbers(int channel) {
        long step = step(channel);
        var start = Math.floorMod(mix(6_000_000L + channel), (long) size);
        return IntStream.range(0, memberCount(channel)).map(place -> (int) ((start + place * step) % size));
    }

    private long step(int channel) {
        var step = 1 + Math.floorMod(mix(7_000_000L + channel), size - 1L);
        while (gcd(step, size) != 1) {
            step = step % size + 1;
        }
        return step;
    }

    /** The numbers of the channels that a user belongs to. */
    public List<Integer> channelsOf(int user) {
        var channels = new ArrayList<Integer>();
        for (var channel = 0; channel < channelCount(); channel++) {
            var one = user;
            if (memberNumbers(channel).anyMatch(member -> member == one)) {
                channels.add(channel);
            }
        }
        return channels;
    }

    public long memberships() {
        return IntStream.range(0, channelCount()).mapToLong(this::memberCount).sum();
    }

    /** How many messages a user has not read in a channel: in most, none. */
    public int unread(int user, int channel) {
        var mixed = mix(8_000_000L + 31L * user + channel);
        return Math.floorMod(mixed, 10) < 7 ? 0 : 1 + (int) Math.floorMod(mixed >>> 8, 30L);
    }

    private long mix(long value) {
        var mixed = value * 0x9e3779b97f4a7c15L + seed * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private static long gcd(long one, long other) {
        return other == 0 ? one : gcd(other, one % other);
    }
}
