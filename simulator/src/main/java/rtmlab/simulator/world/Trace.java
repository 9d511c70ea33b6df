package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.simulator.world.Happening.Kind;

/** Everything that happened in a run, in order: always as a hash, and on demand line by line. */
final class Trace {

    private final boolean recording;
    private final List<Happening> happenings = new ArrayList<>();
    private long hash = 0x9E3779B97F4A7C15L;
    private int messages;

    Trace(boolean recording) {
        this.recording = recording;
    }

    /** A number that ties a message's arrival to its sending. */
    int nextMessage() {
        return ++messages;
    }

    void note(long micros, Kind kind, String where, String what, int occurrence, int message, @Nullable Object detail) {
        // A string's hash is computed once and is the same in every JVM; details may have identity hashes, so they
        // are left out.
        mix(micros);
        mix((long) where.hashCode() << 32 | (what.hashCode() & 0xFFFFFFFFL));
        mix((long) kind.name().hashCode() << 32 ^ (long) occurrence << 24 ^ message);
        if (recording) {
            happenings.add(
                    new Happening(happenings.size() + 1, micros, kind, where, what, occurrence, message, detail));
        }
    }

    /** Remembers what follows from what was noted, for people to look at: it is no part of the hash. */
    void remember(long micros, Kind kind, String where, String what, Object detail) {
        if (recording) {
            happenings.add(new Happening(happenings.size() + 1, micros, kind, where, what, 0, 0, detail));
        }
    }

    private void mix(long value) {
        hash = Long.rotateLeft((hash ^ value) * 0xFF51AFD7ED558CCDL, 29);
    }

    long hash() {
        return hash ^ (hash >>> 32);
    }

    List<Happening> happenings() {
        return Collections.unmodifiableList(happenings);
    }
}
