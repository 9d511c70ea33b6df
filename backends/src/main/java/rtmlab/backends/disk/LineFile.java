package rtmlab.backends.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/**
 * One file of lines, each ended by a line feed; what follows the last line feed was torn off by a crash and is no line.
 *
 * <p>A line may hold any text: a line feed in it is written as {@code \n}, a backslash as {@code \\}.
 */
final class LineFile {

    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FileChannel open;
    private boolean unsynced;

    LineFile(Path path) {
        this.path = path;
    }

    List<String> read() {
        lock.lock();
        try {
            return Files.exists(path) ? lines(Files.readAllBytes(path)) : List.of();
        } catch (IOException e) {
            throw new NotDone(sentence("read", e));
        } finally {
            lock.unlock();
        }
    }

    void append(String line) {
        lock.lock();
        try {
            var channel = channel();
            long end = channel.position();
            var written = bytes(line);
            try {
                writeAll(channel, written);
                unsynced = true;
            } catch (IOException e) {
                takeBack(channel, end, e);
            }
        } catch (IOException e) {
            throw new NotDone(sentence("append to", e));
        } finally {
            lock.unlock();
        }
    }

    void sync() {
        lock.lock();
        try {
            if (open == null && !Files.exists(path)) {
                return;
            }
            var channel = channel();
            // Whoever held the lock before may have synced this task's lines along with its own.
            if (unsynced) {
                channel.force(true);
                unsynced = false;
            }
        } catch (IOException e) {
            throw new MaybeDone(sentence("sync", e));
        } finally {
            lock.unlock();
        }
    }

    void replace(List<String> lines) {
        lock.lock();
        try {
            var replacement = path.resolveSibling(path.getFileName() + ".new~");
            try (var channel = FileChannel.open(
                    replacement,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeAll(channel, bytes(lines));
                channel.force(true);
            } catch (IOException e) {
                throw new NotDone(sentence("replace", e));
            }
            try {
                close();
                // A crash before this line leaves the old file, one after it the new.
                Files.move(replacement, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                syncFolder();
            } catch (IOException e) {
                throw new MaybeDone(sentence("replace", e));
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException _) {
            // Nothing is lost: what counts was synced.
        } finally {
            open = null;
            unsynced = false;
            lock.unlock();
        }
    }

    /** Open for writing, and at the end of the last whole line. */
    private FileChannel channel() throws IOException {
        if (open != null) {
            return open;
        }
        boolean isNew = !Files.exists(path);
        var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            cutOffTornLine(channel);
            if (isNew) {
                syncFolder();
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        open = channel;
        // An earlier life of the node may have left lines that it never synced.
        unsynced = !isNew;
        return channel;
    }

    /** Without this, the next line would be glued to the half of one that a crash has left. */
    private static void cutOffTornLine(FileChannel channel) throws IOException {
        long end = channel.size();
        var last = ByteBuffer.allocate(1);
        while (end > 0) {
            last.clear();
            channel.read(last, end - 1);
            if (last.get(0) == '\n') {
                break;
            }
            end--;
        }
        channel.truncate(end);
        channel.position(end);
    }

    /** After a write that failed midway: so that a full disk does not leave half a line in the middle of a file. */
    private void takeBack(FileChannel channel, long end, IOException failure) {
        try {
            channel.truncate(end);
            channel.position(end);
        } catch (IOException _) {
            close();
            throw new MaybeDone(sentence("append to", failure));
        }
        throw new NotDone(sentence("append to", failure));
    }

    /** A new name is safe once its folder is. */
    private void syncFolder() throws IOException {
        var folder = path.toAbsolutePath().getParent();
        if (folder == null || System.getProperty("os.name").startsWith("Windows")) {
            return; // Windows opens no folders, and keeps names safe by itself.
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer bytes(String line) throws CharacterCodingException {
        return bytes(List.of(line));
    }

    private static ByteBuffer bytes(List<String> lines) throws CharacterCodingException {
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(line.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        }
        // Refuses half of a surrogate pair, where String.getBytes would write a question mark.
        return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    }

    private static List<String> lines(byte[] bytes) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(unescaped(new String(bytes, start, i - start, StandardCharsets.UTF_8)));
                start = i + 1;
            }
        }
        return lines;
    }

    private static String unescaped(String written) {
        if (written.indexOf('\\') < 0) {
            return written;
        }
        var line = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length()) {
                i++;
                line.append(written.charAt(i) == 'n' ? '\n' : written.charAt(i));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    private String sentence(String attempt, IOException e) {
        return "cannot " + attempt + " " + path + ": " + e;
    }
}
