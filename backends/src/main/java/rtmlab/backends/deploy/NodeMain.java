package rtmlab.backends.deploy;

import java.time.Duration;
import rtmlab.backends.http.HttpSettings;
import rtmlab.backends.http.RateLimits;
import rtmlab.backends.launch.ParentLink;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.Disturbances.State;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.StepAddress;

/**
 * One node in a JVM of its own.
 *
 * <p>Its parent may say {@code peers …}, {@code arm FAULT STEP}, {@code disarm FAULT STEP}, {@code disarm} for all of
 * them, and {@code disturb …}, and gets each line echoed when it is done; to {@code count} it gets what the disturbances have touched. It hears {@code serving PORTS} when the node begins to listen, and {@code struck FAULT STEP} when a fault strikes;
 * where that is a crash, the process halts right after.
 */
public final class NodeMain {

    /** The exit status of a process that was crashed at one of its steps. */
    static final int CRASHED = 86;

    private static final int FAILED = 1;

    /** From SIGTERM, or its parent's word, to its end. */
    static final Duration DRAINS_WITHIN = Duration.ofSeconds(4);

    static final String PEERS = "peers ";
    static final String ARM = "arm ";
    static final String DISARM = "disarm";
    static final String DISARM_ONE = DISARM + " ";
    static final String DISTURB = "disturb ";
    static final String COUNT = "count";
    static final String COUNTED = "counted ";
    static final String SERVING = "serving ";
    static final String STRUCK = "struck ";
    static final String ENDED = "ended ";

    private final ParentLink parent;
    private final AddressBook addresses = new AddressBook();
    private final RealHost host;

    private NodeMain(ParentLink parent, NodeSpec spec) {
        this.parent = parent;
        this.host = new RealHost(
                spec.name(),
                HostSettings.of(addresses)
                        .withSecret(NodeSecret.given())
                        .withServers(spec.openers())
                        .withRegions(Regions.parse(spec.regions()))
                        .withHttp(HttpSettings.defaults()
                                .withLimits(RateLimits.parse(System.getenv(RateLimits.VARIABLE))))
                        .withPorts(spec.httpPort(), spec.wsPort())
                        .withClockSkew(Duration.ofMillis(spec.clockSkewMs()))
                        .withServing(address -> parent.say(SERVING + Peers.ports(address)))
                        .withStruck(this::struck)
                        .withEnded(this::ended));
    }

    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            var spec = NodeSpec.parse(System.getenv(NodeSpec.VARIABLE));
            var main = new NodeMain(parent, spec);
            parent.onCommand(main::obey);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> main.host.drain(DRAINS_WITHIN), "drain"));
            main.host.start(spec.newNode());
            parent.ready(Peers.ports(main.host.address()));
        });
    }

    private void obey(String command) {
        if (command.startsWith(PEERS)) {
            Peers.read(command.substring(PEERS.length()), addresses);
        } else if (command.startsWith(ARM)) {
            host.steps().arm(parse(command.substring(ARM.length())));
        } else if (command.equals(DISARM)) {
            host.steps().disarm();
        } else if (command.startsWith(DISARM_ONE)) {
            host.steps().disarm(parse(command.substring(DISARM_ONE.length())));
        } else if (command.startsWith(DISTURB)) {
            host.steps().disturbances().set(State.parse(command.substring(DISTURB.length())));
        } else if (command.equals(COUNT)) {
            var disturbances = host.steps().disturbances();
            parent.say(COUNTED + disturbances.touched() + " " + disturbances.clockReads());
            return;
        } else {
            throw new IllegalArgumentException("a node does not know how to " + command);
        }
        parent.say(command);
    }

    private void struck(CrashPoint point) {
        parent.say(STRUCK + line(point));
        if (point.fault().crashes()) {
            // Not exit: nothing of this process may act any more, not even to clean up.
            Runtime.getRuntime().halt(CRASHED);
        }
    }

    private void ended(Throwable failure) {
        parent.say(ENDED + failure.toString().replaceAll("\\s+", " "));
        parent.end(FAILED);
    }

    static String line(CrashPoint point) {
        return point.fault() + " " + point.step();
    }

    static CrashPoint parse(String line) {
        var space = line.indexOf(' ');
        return new CrashPoint(StepAddress.parse(line.substring(space + 1)), Fault.valueOf(line.substring(0, space)));
    }
}
