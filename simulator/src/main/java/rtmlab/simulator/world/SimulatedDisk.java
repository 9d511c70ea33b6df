package rtmlab.simulator.world;

import java.util.List;
import java.util.function.Supplier;
import rtmlab.protocol.port.Disk;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/**
 * The machine's own disk.
 *
 * <p>Fault model: written lines are safe once synced; a crash takes those that are not, or all but some first ones.
 * Safe lines never rot. For a while it can be full: then every write is refused, without effect.
 */
final class SimulatedDisk implements Disk {

    private final Life life;
    private final DiskImage image;
    private final Calls calls;

    SimulatedDisk(Life life) {
        this.life = life;
        this.image = life.machine.disk;
        this.calls = life.world.calls();
    }

    @Override
    public List<String> read(String file) {
        return call(calls.diskRead, false, () -> image.read(file));
    }

    @Override
    public void append(String file, String line) {
        call(calls.diskAppend, true, () -> {
            image.append(file, line);
            return true;
        });
    }

    @Override
    public void sync(String file) {
        call(calls.diskSync, false, () -> {
            image.sync(file);
            return true;
        });
    }

    @Override
    public void replace(String file, List<String> lines) {
        var replacement = List.copyOf(lines);
        call(calls.diskReplace, true, () -> {
            image.replace(file, replacement);
            return true;
        });
    }

    private <T> T call(Call call, boolean needsRoom, Supplier<T> effect) {
        var mishap = life.step(call);
        life.sleep(life.world.timing().diskMicros(), false, call);
        if (mishap == Mishap.FAIL) {
            throw new NotDone(call + " failed");
        }
        var refuses = life.machine.diskRefuses;
        if (needsRoom && refuses != null) {
            refuses.run();
            throw new NotDone(call + ": no space left on device");
        }
        var result = effect.get();
        if (mishap == Mishap.CRASH_AFTER) {
            throw life.crash();
        }
        if (mishap == Mishap.LOSE_REPLY) {
            throw new MaybeDone(call + ": no answer");
        }
        return result;
    }
}
