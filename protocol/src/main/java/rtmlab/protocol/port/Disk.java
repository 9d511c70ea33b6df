package rtmlab.protocol.port;

import java.util.List;

/**
 * The node's own files, made of lines: they survive its crash, unsynced writes do not. Every call waits.
 *
 * <p>Steps: {@code disk read}, {@code disk append}, {@code disk sync}, {@code disk replace}.
 */
public interface Disk {

    /** All whole lines of a file; empty when there is no such file. */
    List<String> read(String file);

    /** Writes a line, of any text, at the end of a file; a crash before the next {@link #sync} may lose it. */
    void append(String file, String line);

    /** Returns once everything written to the file is safe ({@code fsync}). */
    void sync(String file);

    /** Puts these lines in the place of the file's, safely and as one. */
    void replace(String file, List<String> lines);
}
