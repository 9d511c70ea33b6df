package rtmlab.backends.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.port.Disk;
import rtmlab.protocol.port.NotDone;

/** A folder of this machine as a node's own files. */
public final class LocalDisk implements Disk, AutoCloseable {

    private final Steps steps;
    private final Path folder;
    private final ConcurrentMap<String, LineFile> files = new ConcurrentHashMap<>();

    /** @param folder made when it is missing; no other node may use it */
    public LocalDisk(Steps steps, Path folder) {
        this.steps = steps;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }

    @Override
    public List<String> read(String file) {
        return steps.waiting("disk read", () -> file(file).read());
    }

    @Override
    public void append(String file, String line) {
        steps.waiting("disk append", () -> {
            requireRoom();
            file(file).append(line);
        });
    }

    @Override
    public void sync(String file) {
        steps.waiting("disk sync", () -> file(file).sync());
    }

    @Override
    public void replace(String file, List<String> lines) {
        var replacement = List.copyOf(lines);
        steps.waiting("disk replace", () -> {
            requireRoom();
            file(file).replace(replacement);
        });
    }

    /** Lets go of the files; what was not synced may still be lost. */
    @Override
    public void close() {
        files.values().forEach(LineFile::close);
    }

    /** As a write on a full disk fails: with ENOSPC, and nothing of it is written. */
    private void requireRoom() {
        if (steps.disturbances().refusesWrite()) {
            throw new NotDone("no space left on device");
        }
    }

    private LineFile file(String name) {
        // Never a way out of the folder, and never the name of a replacement that is not finished.
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*")) {
            throw new IllegalArgumentException("a file is called like handed-over.jsonl, not \"" + name + '"');
        }
        return files.computeIfAbsent(name, _ -> new LineFile(folder.resolve(name)));
    }
}
