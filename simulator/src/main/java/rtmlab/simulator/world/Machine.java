package rtmlab.simulator.world;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Node;
import rtmlab.simulator.choice.Menu;
import rtmlab.simulator.time.TaskGroup;
import rtmlab.simulator.world.Happening.Kind;

/**
 * Where a node runs: what outlasts its crashes, and the place where its steps go wrong.
 *
 * <p>Fault model: a crash ends the node's tasks where they stand; its memory is gone, its connections break, what it
 * had written to its disk without syncing is lost, or some first lines of it survive. It starts anew after a while, at
 * the latest when the faults end. A pause stops its tasks and lets them go on later; nobody else notices but by the silence, which breaks those
 * of its connections that are watched.
 */
final class Machine {

    /** Who a machine stands for. */
    enum Sort {
        /** A process of the system: it can crash and be paused. */
        SERVER,
        /** A user's client: its calls can fail, it cannot crash. */
        CLIENT,
        /** The one who looks at the system from outside: nothing happens to it, and nobody counts its steps. */
        PROBE
    }

    private static final Menu DOWNTIME = Menu.of("short downtime of", "long downtime of");

    /** More than a crashed node stays down: it wakes up before the time at which it died. */
    private static final Duration SET_BACK_BY = Duration.ofMinutes(1);

    private static final Pattern SURVIVORS = Pattern.compile("(no|[0-9]+) unsynced lines survive at");

    final World world;
    final NodeName name;
    final String role;
    final Sort sort;
    final String region;
    final DiskImage disk = new DiskImage();
    private final Supplier<Node> nodes;
    private Step[] steps = new Step[16];
    Duration clockSetBack = Duration.ZERO;

    /** Told whenever the node looks at its clock. */
    Runnable clockIsRead = () -> {};

    /** While its disk is full: told of every write that is refused. */
    @Nullable
    Runnable diskRefuses;

    private @Nullable Life life;
    private int lives;
    private int crashes;

    Machine(World world, NodeName name, Sort sort, Supplier<Node> nodes) {
        this.world = world;
        this.name = name;
        this.role = name.role();
        this.sort = sort;
        this.region = world.settings().regions().regionOf(name);
        this.nodes = nodes;
    }

    /** The node's present life; null while it is down. */
    @Nullable
    Life life() {
        return life;
    }

    /** What lies between two steps is atomic, so whatever can happen to a node happens at one of its steps. */
    Mishap take(Call call) {
        if (sort == Sort.PROBE) {
            return Mishap.NONE;
        }
        world.countStep();
        var step = step(call);
        var occurrence = world.isWorkload() ? ++step.taken : 0;
        world.note(Kind.STEP, name.value(), call.name, occurrence, 0, null);
        if (!world.isFaulty()) {
            return Mishap.NONE;
        }
        var options = call.options(sort == Sort.SERVER);
        var option = world.choices().pick(options.menu(), step, occurrence);
        if (option == 0) {
            return Mishap.NONE;
        }
        var mishap = options.mishap(option);
        world.note(Kind.MISHAP, name.value(), mishap.words(), occurrence, 0, null);
        world.countMishap();
        if (mishap == Mishap.PAUSE) {
            pause();
        }
        if (mishap == Mishap.CLOCK_SET_BACK) {
            clockSetBack = clockSetBack.plus(SET_BACK_BY);
            return Mishap.CRASH_BEFORE;
        }
        return mishap;
    }

    private Step step(Call call) {
        if (call.index >= steps.length) {
            steps = Arrays.copyOf(steps, Math.max(call.index + 1, steps.length * 2));
        }
        var step = steps[call.index];
        if (step == null) {
            step = new Step(name, call);
            steps[call.index] = step;
        }
        return step;
    }

    /** Starts the node, unless it runs. */
    void start() {
        if (life != null) {
            return;
        }
        var node = nodes.get();
        var born = new Life(this, ++lives);
        life = born;
        world.note(Kind.STARTED, name.value(), "life", lives, 0, null);
        born.begin(node);
    }

    /** The node dies: its code runs no more. The caller, if it is the node's own task, ends at {@link Life#end}. */
    void crash() {
        crash(-1);
    }

    /** As {@link #crash()}, with a downtime that is not left to chance; negative where it is. */
    void crash(long downMicros) {
        var dying = life;
        if (dying == null) {
            return;
        }
        life = null;
        world.note(Kind.CRASHED, name.value(), "life", lives, 0, null);
        dying.die();
        if (disk.unsynced() > 0) {
            disk.crash(world.pick(survivors(disk.unsynced()), name, crashes + 1));
        }
        crashes++;
        var timing = world.timing();
        if (downMicros >= 0) {
            world.scheduler().after(downMicros, this::start);
            return;
        }
        var isLong = world.pick(DOWNTIME, name, crashes) == 1;
        world.scheduler().after(isLong ? timing.longRestartMicros() : timing.restartMicros(), this::start);
    }

    /** Whether these are the words of something that can happen to a machine beside its steps. */
    static boolean canHappen(String words) {
        return DOWNTIME.options().contains(words) || SURVIVORS.matcher(words).matches();
    }

    private static Menu survivors(int unsynced) {
        var words = new String[unsynced + 1];
        words[0] = "no unsynced lines survive at";
        for (var lines = 1; lines <= unsynced; lines++) {
            words[lines] = lines + " unsynced lines survive at";
        }
        return Menu.of(words);
    }

    private void pause() {
        pause(world.timing().pauseMicros());
    }

    void pause(long micros) {
        var paused = life;
        if (paused == null || paused.group.isPaused()) {
            return;
        }
        paused.group.pause();
        world.note(Kind.PAUSED, name.value(), "life", lives, 0, null);
        world.scheduler().after(world.timing().noticeMicros(), () -> missed(paused));
        world.scheduler().after(micros, () -> goOn(paused.group));
    }

    /** Those who watch it notice that it has fallen silent. */
    private void missed(Life paused) {
        if (paused.group.isPaused() && !paused.isDead()) {
            List.copyOf(paused.sockets).forEach(SocketEnd::fallSilent);
        }
    }

    private void goOn(TaskGroup group) {
        if (!group.isDead() && group.isPaused()) {
            world.note(Kind.RESUMED, name.value(), "life", lives, 0, null);
            group.resume();
        }
    }

    /** The faults are over: runs again, whatever was done to it. */
    void heal() {
        diskRefuses = null;
        if (life == null) {
            start();
        } else {
            goOn(life.group);
        }
    }
}
