package rtmlab.harness.doctor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the doctor looks at. */
interface Machine {

    int javaVersion();

    /** For new processes; empty where it cannot be told. */
    Optional<Long> availableMemoryBytes();

    /** On the file system of a folder, or of the nearest folder above it; empty where there is none that can be written. */
    Optional<Long> writableBytes(Path folder);

    /** Why no program of this machine can listen on a port of it and be reached there; empty where one can. */
    Optional<String> whyNoPort();

    Optional<Path> onPath(String program);

    boolean canConnect(Path unixSocket);

    /** The ids of processes of earlier runs whose parent is gone. */
    List<Long> orphans();

    Instant now();

    /** When this program was built: no right clock shows an earlier time. */
    Instant builtAt();
}
