package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of one machine: what is safe, and what a crash takes. */
final class DiskImage {

    private final Map<String, File> files = new LinkedHashMap<>();

    List<String> read(String file) {
        var found = files.get(file);
        return found == null ? List.of() : List.copyOf(found.lines);
    }

    void append(String file, String line) {
        open(file).lines.add(line);
    }

    void sync(String file) {
        open(file).safe = open(file).lines.size();
    }

    void replace(String file, List<String> lines) {
        var replaced = new File();
        replaced.lines.addAll(lines);
        replaced.safe = lines.size();
        files.put(file, replaced);
    }

    /** The lines that a crash now may take. */
    int unsynced() {
        var unsynced = 0;
        for (var file : files.values()) {
            unsynced += file.lines.size() - file.safe;
        }
        return unsynced;
    }

    /** Takes the unsynced lines, except so many first ones, which had reached the disk by chance. */
    void crash(int surviving) {
        var left = surviving;
        for (var file : files.values()) {
            var kept = Math.min(left, file.lines.size() - file.safe);
            left -= kept;
            file.lines.subList(file.safe + kept, file.lines.size()).clear();
            file.safe = file.lines.size();
        }
    }

    private File open(String name) {
        return files.computeIfAbsent(name, _ -> new File());
    }

    private static final class File {
        final List<String> lines = new ArrayList<>();
        /** How many of the lines are synced. */
        int safe;
    }
}
