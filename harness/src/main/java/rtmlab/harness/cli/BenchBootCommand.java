package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.boot.BootQueries;
import rtmlab.harness.boot.GeneratedTeam;
import rtmlab.harness.boot.Generation;
import rtmlab.harness.boot.Growth;
import rtmlab.harness.boot.Payloads;
import rtmlab.harness.boot.QuerySpeed;
import rtmlab.protocol.variant.Bootstrap;
import rtmlab.protocol.variant.Variants;

/** {@code ./rtm bench boot}: what the start of a session costs, by how it starts and how large the team is. */
@Command(
        name = "boot",
        description = "Measures what the start of a session costs: bytes, queries at the origin, and Flannel's speed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the goals are reached, 1 one is not, 2 bad usage.",
            "The method is in docs/bootstrap.md."
        })
public final class BenchBootCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Integer, Double> GOALS = new LinkedHashMap<>(Map.of(1_500, 7.0, 32_000, 44.0));

    @Option(
            names = "--users",
            split = ",",
            description = "sizes of teams, 10 to 100,000 (default: ${DEFAULT-VALUE})",
            defaultValue = "10,100,500,1500,5000,10000,32000,100000")
    private List<Integer> sizes = List.of();

    @Option(names = "--seed", description = "the generated teams' seed (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--no-queries", description = "leave the speed of Flannel's answers out")
    private boolean noQueries;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var teams = sizes.stream().map(size -> team(size, seed)).toList();
        var err = spec.commandLine().getErr();
        var queries = queries();
        var payloads = new ArrayList<Payloads>();
        try (var progress = Progress.of("what a client is sent", "teams", teams.size(), err)) {
            for (var team : teams) {
                payloads.add(Payloads.of(team));
                progress.reach(payloads.size(), "");
            }
        }
        err.println("The generator …");
        err.flush();
        var generation = Generation.of(new GeneratedTeam(GeneratedTeam.MAX_SIZE, seed));
        QuerySpeed speed = null;
        if (!noQueries) {
            err.println("Queries to one Flannel …");
            err.flush();
            speed = QuerySpeed.of(new GeneratedTeam(32_000, seed));
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson(payloads, queries, generation, speed));
        } else {
            print(payloads, queries, speed, out);
            print(generation, out);
        }
        out.flush();
        return isReached(payloads, generation, speed) ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private static GeneratedTeam team(int size, long seed) {
        try {
            return new GeneratedTeam(size, seed);
        } catch (IllegalArgumentException e) {
            throw new UsageError(e.getMessage() + ": give --users other sizes");
        }
    }

    /** With the architecture that the case ends with; the other one's web app starts sessions by the same code. */
    private static Map<String, BootQueries> queries() {
        var updated = Architectures.named("updated");
        var queries = new LinkedHashMap<String, BootQueries>();
        for (Bootstrap bootstrap : Variants.bootstraps()) {
            queries.put(bootstrap.name(), BootQueries.of(bootstrap.into(updated)));
        }
        return queries;
    }

    private static boolean isReached(List<Payloads> payloads, Generation generation, @Nullable QuerySpeed speed) {
        var isSmall =
                payloads.stream().allMatch(payload -> payload.ratio() >= GOALS.getOrDefault(payload.users(), 0.0));
        // Not a number where too few teams are large enough: then it says nothing.
        var isLinearAtMost = growth(payloads, BenchBootCommand::rtmStartBytes) <= 1;
        return isSmall && !isLinearAtMost && generation.isBounded() && (speed == null || speed.isReached());
    }

    private static double growth(List<Payloads> payloads, ToDoubleFunction<Payloads> figure) {
        return Growth.ofTeam(payloads, Growth.FROM_USERS, figure);
    }

    private static void print(
            List<Payloads> payloads, Map<String, BootQueries> queries, @Nullable QuerySpeed speed, PrintWriter out) {
        out.println("Bytes until the first screen can be shown (gzipped in brackets)");
        out.printf("%8s %12s %28s %22s %22s %9s%n", "users", "memberships", "rtm.start", "lazy", "Flannel", "smaller");
        for (var payload : payloads) {
            out.printf(
                    "%,8d %,12d %28s %22s %22s %,8.0f×%s%n",
                    payload.users(),
                    payload.memberships(),
                    words(payload.rtmStart()),
                    words(payload.lazy()),
                    words(payload.flannel()),
                    payload.ratio(),
                    goal(payload));
        }
        if (!Double.isNaN(growth(payloads, Payloads::memberships))) {
            printGrowth(payloads, out);
        }
        out.println();
        out.println("Queries that the origin's database sees for one client in one channel");
        queries.forEach((name, counted) ->
                out.printf("%12s %4d at first, %4d after a break%n", name, counted.first(), counted.again()));
        if (speed != null) {
            out.println();
            print(speed, out);
        }
    }

    private static void printGrowth(List<Payloads> payloads, PrintWriter out) {
        out.printf(
                "%n%8s %12.2f %28.2f %22.2f %22.2f   the power of the team's size that each grows with, from %d users on%n"
                        + "%60s%n",
                "grows",
                growth(payloads, Payloads::memberships),
                growth(payloads, BenchBootCommand::rtmStartBytes),
                growth(payloads, payload -> payload.lazy().bytes()),
                growth(payloads, payload -> payload.flannel().bytes()),
                Growth.FROM_USERS,
                "(goal: rtm.start's above 1)");
    }

    private static double rtmStartBytes(Payloads payload) {
        return payload.rtmStart().bytes();
    }

    private static void print(QuerySpeed speed, PrintWriter out) {
        out.println("Queries by id to one Flannel, a team of 32,000, clients in the same process");
        out.printf(
                "%34s %,12d a second (goal: %,d)%n",
                "in process", speed.inProcessPerSecond(), QuerySpeed.IN_PROCESS_GOAL);
        out.printf(
                "%34s %,12d a second (goal: %,d)%n",
                "over WebSockets", speed.webSocketPerSecond(), QuerySpeed.WEB_SOCKET_GOAL);
        var goal = speed.atHalfTheGoal();
        out.printf(
                "%34s p50 %.2f ms, p99 %.2f ms (goal: p99 under %.0f ms)%n",
                "at %,d a second".formatted(goal.offeredPerSecond()),
                goal.p50Millis(),
                goal.p99Millis(),
                QuerySpeed.P99_GOAL_MILLIS);
        var half = speed.atHalfTheSpeed();
        out.printf(
                "%34s p50 %.2f ms, p99 %.2f ms%n",
                "at half of what was reached, %,d".formatted(half.offeredPerSecond()),
                half.p50Millis(),
                half.p99Millis());
    }

    private static void print(Generation generation, PrintWriter out) {
        out.println();
        out.printf(
                "The generator: a team of %,d with %,d memberships in %.1f s, %,d memberships a second,%n"
                        + "holding at most %.1f MB of it at a time (goal: %.0f MB)%n",
                generation.users(),
                generation.memberships(),
                generation.took().toMillis() / 1e3,
                generation.membershipsPerSecond(),
                generation.heldBytes() / 1e6,
                Generation.HELD_GOAL_BYTES / 1e6);
    }

    private static String goal(Payloads payload) {
        var goal = GOALS.get(payload.users());
        return goal == null ? "" : " (goal: %.0f×)".formatted(goal);
    }

    private static String words(Payloads.Size size) {
        return "%,d (%,d)".formatted(size.bytes(), size.gzipBytes());
    }

    private static String asJson(
            List<Payloads> payloads,
            Map<String, BootQueries> queries,
            Generation generation,
            @Nullable QuerySpeed speed) {
        var root = JSON.createObjectNode();
        var teams = root.putArray("teams");
        for (var payload : payloads) {
            var team = teams.addObject().put("users", payload.users()).put("memberships", payload.memberships());
            put("rtmStart", payload.rtmStart(), team);
            put("lazy", payload.lazy(), team);
            put("flannel", payload.flannel(), team);
            team.put("timesSmaller", payload.ratio());
            var counted = team.putObject("originQueries");
            queries.forEach((name, of) -> counted.put(camelCase(name), of.first()));
            var again = team.putObject("originQueriesAfterABreak");
            queries.forEach((name, of) -> again.put(camelCase(name), of.again()));
        }
        var growth = root.putObject("growthExponents");
        put("memberships", growth(payloads, Payloads::memberships), growth);
        put("rtmStartBytes", growth(payloads, BenchBootCommand::rtmStartBytes), growth);
        put("lazyBytes", growth(payloads, payload -> payload.lazy().bytes()), growth);
        put("flannelBytes", growth(payloads, payload -> payload.flannel().bytes()), growth);
        root.putObject("generator")
                .put("users", generation.users())
                .put("memberships", generation.memberships())
                .put("elapsedMs", generation.took().toMillis())
                .put("membershipsPerSecond", generation.membershipsPerSecond())
                .put("heldBytes", generation.heldBytes())
                .put("heldGoalBytes", Generation.HELD_GOAL_BYTES);
        if (speed != null) {
            root.putObject("queries")
                    .put("inProcessPerSecond", speed.inProcessPerSecond())
                    .put("webSocketPerSecond", speed.webSocketPerSecond())
                    .put("offeredPerSecond", speed.atHalfTheGoal().offeredPerSecond())
                    .put("p50Ms", speed.atHalfTheGoal().p50Millis())
                    .put("p99Ms", speed.atHalfTheGoal().p99Millis())
                    .put("halfOfReachedPerSecond", speed.atHalfTheSpeed().offeredPerSecond())
                    .put("halfOfReachedP50Ms", speed.atHalfTheSpeed().p50Millis())
                    .put("halfOfReachedP99Ms", speed.atHalfTheSpeed().p99Millis())
                    .put("inProcessGoalPerSecond", QuerySpeed.IN_PROCESS_GOAL)
                    .put("webSocketGoalPerSecond", QuerySpeed.WEB_SOCKET_GOAL)
                    .put("p99GoalMs", QuerySpeed.P99_GOAL_MILLIS);
        }
        root.put("goalsReached", isReached(payloads, generation, speed));
        return root.toString();
    }

    /** Null where too few teams are large enough for it to show. */
    private static void put(String name, double exponent, ObjectNode growth) {
        growth.put(name, Double.isNaN(exponent) ? null : Double.valueOf(exponent));
    }

    private static void put(String name, Payloads.Size size, ObjectNode team) {
        team.put(name + "Bytes", size.bytes()).put(name + "GzipBytes", size.gzipBytes());
    }

    private static String camelCase(String name) {
        return name.equals("rtm-start") ? "rtmStart" : name;
    }
}
