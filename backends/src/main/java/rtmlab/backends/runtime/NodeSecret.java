package rtmlab.backends.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of one deployment know and nobody else: they show it when they call each other, and whoever does not is
 * no node.
 *
 * <p>It is made anew for every deployment and reaches each node's process in its environment, never on a command line,
 * which everybody on the machine can read.
 */
public record NodeSecret(String value) {

    /** The environment variable that a node's process finds it in. */
    public static final String VARIABLE = "RTM_NODE_SECRET";

    private static final int BYTES = 32;
    private static final String BEARER = "Bearer ";
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final NodeSecret OF_THIS_PROCESS = random();

    public static NodeSecret random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new NodeSecret(HexFormat.of().formatHex(bytes));
    }

    /** For hosts of one process that talk to each other alone, as in a test. */
    public static NodeSecret ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** The deployment's, as its process was given it; a process that was given none trusts itself alone. */
    public static NodeSecret given() {
        var value = System.getenv(VARIABLE);
        return value == null || value.isBlank() ? OF_THIS_PROCESS : new NodeSecret(value);
    }

    /** As it stands in the header {@code Authorization}. */
    public String authorization() {
        return BEARER + value;
    }

    /** Whether a header {@code Authorization} shows it. */
    public boolean isShownBy(@Nullable String authorization) {
        // In constant time: how long a refusal takes must not tell how much of a guess was right.
        return authorization != null
                && MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8),
                        authorization().getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves it where its owner alone can read it: for people who want to ask a node what only nodes may. */
    public void writeTo(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, OWNER_ALONE);
        }
        Files.writeString(file, value + "\n");
    }

    /** Not in a log. */
    @Override
    public String toString() {
        return "NodeSecret[…]";
    }
}
