package rtmlab.labs.lab06;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rtmlab.labs.Answers;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Submission.Unusable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.updated.RingPlan;

/**
 * A student's own channels and channel servers, for looking at how a plan spreads the ones over the others.
 *
 * @param servers by name, as a ring has them
 * @param newcomer comes somewhere between them by its name
 */
record Spread(List<ChannelId> channels, List<NodeName> servers, NodeName newcomer, long seed) {

    private static final int CHANNELS = 4_000;

    /** The largest and the smallest share, in parts of the mean. */
    private static final double LARGEST = 4 / 3.0;

    private static final double SMALLEST = 2 / 3.0;

    static Spread of(Parameters parameters) {
        var random = parameters.random();
        var prefix = "C" + Integer.toString(random.nextInt(36 * 36, 36 * 36 * 36), 36) + "x";
        var count = 7 + random.nextInt(3);
        var newcomer = 2 + random.nextInt(count - 2);
        return new Spread(
                IntStream.range(0, CHANNELS)
                        .mapToObj(number -> new ChannelId(prefix + number))
                        .toList(),
                IntStream.rangeClosed(1, count)
                        .filter(number -> number != newcomer)
                        .mapToObj(Spread::server)
                        .sorted()
                        .toList(),
                server(newcomer),
                parameters.seed());
    }

    private static NodeName server(int number) {
        return NodeName.of("channel-server", number);
    }

    /** Every channel's owner by one plan, in the order of the channels. */
    private List<NodeName> owners(RingPlan plan, List<NodeName> of) {
        var owners = new ArrayList<NodeName>();
        for (var channel : channels) {
            var owner = Answers.required(plan.ownerOf(channel, of), "ownerOf(ChannelId, List) in Owners.java");
            if (!of.contains(owner)) {
                throw new Unusable(channel + " is owned by " + owner + ", who is not on the ring: " + of);
            }
            owners.add(owner);
        }
        return owners;
    }

    /** Nodes do not ask each other: each has a plan of its own, was started at another time, and has another past. */
    Result agreed(Supplier<RingPlan> plans) {
        var owners = owners(plans.get(), servers);
        var other = plans.get();
        owners(other, withNewcomer());
        var shuffled = new ArrayList<>(servers);
        Collections.shuffle(shuffled, new Random(seed));
        var others = owners(other, shuffled);
        for (var number = 0; number < CHANNELS; number++) {
            if (!owners.get(number).equals(others.get(number))) {
                return Result.failed(
                        "two nodes with the same servers on the ring, in another order, disagree: one says that "
                                + channels.get(number) + " belongs to " + owners.get(number)
                                + ", the other that it belongs to "
                                + others.get(number));
            }
        }
        if (servers.size() > 1 && owners.stream().distinct().count() == 1) {
            return Result.failed("all channels belong to " + owners.getFirst() + ": " + servers.size() + " are there");
        }
        return Result.passed("the same owner for each of " + CHANNELS + " channels");
    }

    Result balanced(RingPlan plan) {
        var mean = CHANNELS / (double) servers.size();
        var shares = shares(owners(plan, servers));
        for (var server : servers) {
            var share = shares.getOrDefault(server, 0L);
            if (share < mean * SMALLEST || share > mean * LARGEST) {
                return Result.failed(
                        "%s owns %d of %d channels, %.2f of its share: with %d servers it should be between"
                                        .formatted(server, share, CHANNELS, share / mean, servers.size())
                                + " two thirds and four thirds of it. How many points has each on the ring, and does the hash"
                                + " spread names that are alike?");
            }
        }
        return Result.passed("shares between %.2f and %.2f of the mean"
                .formatted(Collections.min(shares.values()) / mean, Collections.max(shares.values()) / mean));
    }

    private static Map<NodeName, Long> shares(List<NodeName> owners) {
        return owners.stream().collect(Collectors.groupingBy(owner -> owner, Collectors.counting()));
    }

    private List<NodeName> withNewcomer() {
        var all = new ArrayList<>(servers);
        all.add(newcomer);
        return all.stream().sorted().toList();
    }

    Result newcomerTakesItsShare(RingPlan plan) {
        var before = owners(plan, servers);
        var after = owners(plan, withNewcomer());
        var moved = 0;
        for (var number = 0; number < CHANNELS; number++) {
            if (!before.get(number).equals(after.get(number))) {
                moved++;
                if (!after.get(number).equals(newcomer)) {
                    return Result.failed(newcomer + " came, and " + channels.get(number) + " moved from "
                            + before.get(number) + " to " + after.get(number) + ": neither of them is new");
                }
            }
        }
        var share = CHANNELS / (double) (servers.size() + 1);
        var words = newcomer + " came to " + servers.size() + " others, and " + moved + " of " + CHANNELS
                + " channels moved to it";
        return moved > 0 && moved <= 2 * share
                ? Result.passed(words)
                : Result.failed(words + "; its share is %.0f".formatted(share));
    }

    /** Whoever inherits all of a dead server's channels is the next to die. */
    Result leaverLeavesToAll(RingPlan plan) {
        var before = owners(plan, withNewcomer());
        var after = owners(plan, servers);
        var heirs = new HashMap<NodeName, Integer>();
        for (var number = 0; number < CHANNELS; number++) {
            if (before.get(number).equals(newcomer)) {
                heirs.merge(after.get(number), 1, Integer::sum);
            } else if (!before.get(number).equals(after.get(number))) {
                return Result.failed(newcomer + " died, and " + channels.get(number)
                        + ", which was not its, moved from " + before.get(number) + " to " + after.get(number));
            }
        }
        var left = heirs.values().stream().mapToInt(Integer::intValue).sum();
        for (var heir : servers) {
            if (2 * heirs.getOrDefault(heir, 0) > left) {
                return Result.failed(newcomer + " died, and " + heir + " inherited " + heirs.get(heir) + " of its "
                        + left + " channels, although there are " + servers.size()
                        + ": has each server many points on the ring?");
            }
        }
        return left > 0
                ? Result.passed(left + " channels went to " + heirs.size() + " heirs")
                : Result.failed(newcomer + " owned nothing before it died");
    }
}
