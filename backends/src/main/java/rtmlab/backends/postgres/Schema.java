package rtmlab.backends.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Jdbi;

/** The tables, as {@code messages.sql}, {@code search.sql}, {@code directory.sql} and {@code registry.sql} describe them. */
public final class Schema {

    // Any number will do, as long as nobody else locks it.
    private static final long LOCK = 0x52_54_4d_4c_41_42L;

    private Schema() {}

    /** Creates what is missing; several processes may do so at once. */
    public static void create(PostgresSettings settings) {
        var jdbi = Jdbi.create(settings.jdbcUrl(), settings.user(), settings.password());
        jdbi.useTransaction(handle -> {
            // "IF NOT EXISTS" alone fails when two look at the same moment.
            handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
            handle.createScript(script("messages.sql")).execute();
            handle.createScript(script("search.sql")).execute();
            handle.createScript(script("directory.sql")).execute();
            handle.createScript(script("notifications.sql")).execute();
            handle.createScript(script("registry.sql")).execute();
        });
    }

    private static String script(String name) {
        try (var script = Schema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the file " + name + " is missing from this build");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
