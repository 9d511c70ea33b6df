package rtmlab.harness.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import rtmlab.harness.doctor.Check.Status;

/** Looks at this machine: what every command needs, and what only some do. */
public final class Doctor {

    private static final int JDK = 25;
    private static final long GIB = 1L << 30;

    private static final String CHROMIUM_USE = "the page's own tests and the README's pictures";

    private final Machine machine;
    private final Path out;

    /** @param out where runs put their files */
    public Doctor(Path out) {
        this(new ThisMachine(), out);
    }

    Doctor(Machine machine, Path out) {
        this.machine = machine;
        this.out = out;
    }

    public List<Check> examine() {
        return List.of(
                jdk(), memory(), disk(), ports(), sharedMemory(), leftovers(), time(), chromium(), docker(), jupyter());
    }

    /** The worst of them. */
    public static Status worst(List<Check> checks) {
        return checks.stream().map(Check::status).max(Enum::compareTo).orElse(Status.OK);
    }

    private Check jdk() {
        var version = machine.javaVersion();
        return version >= JDK
                ? Check.ok("jdk", "version " + version)
                : Check.fail("jdk", "version " + version, "install a JDK " + JDK + ", or point JAVA_HOME at one");
    }

    /** Kafka, Redis, PostgreSQL and fifteen nodes take about as much as 2 GiB. */
    private Check memory() {
        var available = machine.availableMemoryBytes();
        if (available.isEmpty()) {
            return Check.warn("memory", "cannot be told on this system", "see that 2 GiB are free for real runs");
        }
        var found = gib(available.get()) + " free";
        if (available.get() >= 2 * GIB) {
            return Check.ok("memory", found);
        }
        var advice = "real runs take 2 GiB: end other programs; simulated runs take half a GiB";
        return available.get() >= GIB / 2 ? Check.warn("memory", found, advice) : Check.fail("memory", found, advice);
    }

    private Check disk() {
        var free = machine.writableBytes(out);
        if (free.isEmpty()) {
            return Check.fail("disk", out + " cannot be written", "make it writable, or give commands --out DIR");
        }
        var found = gib(free.get()) + " free for " + out;
        if (free.get() >= 2 * GIB) {
            return Check.ok("disk", found);
        }
        var advice = "servers' programs and data take 2 GiB: delete old runs in " + out + ", or give --out DIR";
        return free.get() >= GIB / 2 ? Check.warn("disk", found, advice) : Check.fail("disk", found, advice);
    }

    private Check ports() {
        return machine.whyNoPort()
                .map(why ->
                        Check.fail("ports", why, "let programs of this machine listen on 127.0.0.1 and connect to it"))
                .orElseGet(() -> Check.ok("ports", "127.0.0.1 can be listened on and reached"));
    }

    private Check sharedMemory() {
        var folder = Path.of("/dev/shm");
        var free = machine.writableBytes(folder);
        if (free.isEmpty()) {
            return Check.warn("shared memory", folder + " cannot be written", "Chromium needs it for " + CHROMIUM_USE);
        }
        var found = gib(free.get()) + " free in " + folder;
        return free.get() >= 64 << 20
                ? Check.ok("shared memory", found)
                : Check.warn(
                        "shared memory", found, "give " + folder + " 64 MB: Chromium needs it for " + CHROMIUM_USE);
    }

    private Check leftovers() {
        var orphans = machine.orphans();
        if (orphans.isEmpty()) {
            return Check.ok("leftovers", "no process of an earlier run");
        }
        var pids = orphans.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return Check.warn("leftovers", orphans.size() + " processes of earlier runs", "end them: kill " + pids);
    }

    private Check time() {
        var now = machine.now();
        var built = machine.builtAt();
        return now.isBefore(built.minus(Duration.ofMinutes(1)))
                ? Check.fail("time", "the clock shows " + now + ", before this program was built", "set the clock")
                : Check.ok("time", now.toString());
    }

    private Check chromium() {
        return List.of("chromium", "chromium-browser", "google-chrome").stream()
                .flatMap(program -> machine.onPath(program).stream())
                .findFirst()
                .map(found -> Check.ok("chromium", found.toString()))
                .orElseGet(() -> Check.warn(
                        "chromium",
                        "not installed",
                        "install chromium for " + CHROMIUM_USE + "; nothing else needs it"));
    }

    private Check docker() {
        var socket = Path.of("/var/run/docker.sock");
        return machine.canConnect(socket)
                ? Check.ok("docker", "an engine answers at " + socket)
                : Check.warn(
                        "docker",
                        "no engine answers at " + socket,
                        "nothing needs it unless you want the servers in containers");
    }

    private Check jupyter() {
        Optional<Path> found = machine.onPath("jupyter");
        return found.map(path -> Check.ok("jupyter", path.toString()))
                .orElseGet(() -> Check.warn(
                        "jupyter", "not installed", "install jupyter for the notebooks; nothing else needs it"));
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
