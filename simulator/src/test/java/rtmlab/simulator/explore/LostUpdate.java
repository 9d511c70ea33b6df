package rtmlab.simulator.explore;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Report;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/**
 * A small system with known bugs: users add to a counter in Redis through one server.
 *
 * <p>The server reads and then writes, so that additions at the same time get lost when one of them is delayed; and a
 * client that does not know whether its addition arrived repeats it, so that it counts twice. Both take one departure.
 * That both happen in one run takes two.
 */
final class LostUpdate {

    static final Endpoint<Add, Added> ADD = new Endpoint<>("POST", "/add", Add.class, Added.class);
    private static final NodeName SERVER = new NodeName("counter-1");
    private static final Duration LONG = Duration.ofHours(1);

    record Add(int amount) {}

    record Added(int sum) {}

    record Sum(Report report, int expected, int counted, List<String> trace) implements Outcome {

        @Override
        public Map<String, String> broken() {
            var broken = new TreeMap<String, String>();
            if (counted < expected) {
                broken.put("nothing-lost", "added " + expected + ", counted " + counted);
            }
            if (counted > expected) {
                broken.put("nothing-doubled", "added " + expected + ", counted " + counted);
            }
            return broken;
        }
    }

    private LostUpdate() {}

    static Settings settings() {
        return Settings.DEFAULT.withMishaps(Mishap.faultsAndDelays());
    }

    /** So many additions in a row by one client. */
    static Sum run(int additions, Choices choices) {
        return run(additions, choices, false);
    }

    static Sum run(int additions, Choices choices, boolean recording) {
        try (var world = recording ? World.recording(settings(), choices) : new World(settings(), choices)) {
            world.startServer(SERVER, Counter::new);
            world.startClient(new NodeName("alice"), _ -> {});
            world.settle();
            world.beginWorkload();
            world.script(new NodeName("alice"), host -> {
                for (var number = 0; number < additions; number++) {
                    add(host);
                }
            });
            world.settle();
            world.endFaults();
            world.settle();
            var counted = world.probe(host -> value(host));
            var trace = world.trace().stream().map(Object::toString).toList();
            return new Sum(world.report(), additions, counted, trace);
        }
    }

    private static void add(Host host) {
        while (true) {
            try {
                host.http().call(SERVER, ADD, new Add(1));
                return;
            } catch (CallFailed _) {
                // Wrong: it may have been done.
                host.clock().sleep(Duration.ofMillis(500));
            }
        }
    }

    private static int value(Host host) {
        return host.redis().get("sum").map(Integer::parseInt).orElse(0);
    }

    private static final class Counter implements Node {
        @Override
        public void start(Host host) {
            host.http().serve(ADD, add -> {
                // Wrong: another addition may come between.
                var sum = value(host) + add.amount();
                host.redis().set("sum", Integer.toString(sum), LONG);
                return new Added(sum);
            });
        }
    }
}
