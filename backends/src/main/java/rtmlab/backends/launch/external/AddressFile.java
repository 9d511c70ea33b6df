package rtmlab.backends.launch.external;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rtmlab.backends.kafka.TopicSettings;
import rtmlab.backends.launch.ServerAddresses;

/**
 * A file that tells where servers are that somebody else runs.
 *
 * <pre>{@code
 * # Lines of NAME = VALUE.
 * kafka    = kafka-1.example:9092, kafka-2.example:9092
 * redis    = redis.example:6379
 * postgres = db.example:5432/lab
 * postgres.user     = rtmlab
 * postgres.password = …
 * redis.password    = …
 * }</pre>
 *
 * The last two may be missing. No message about the file repeats a password.
 */
public final class AddressFile {

    private static final String KAFKA = "kafka";
    private static final String REDIS = "redis";
    private static final String REDIS_PASSWORD = "redis.password";
    private static final String POSTGRES = "postgres";
    private static final String USER = "postgres.user";
    private static final String PASSWORD = "postgres.password";
    private static final List<String> NAMES = List.of(KAFKA, REDIS, POSTGRES, USER, PASSWORD, REDIS_PASSWORD);
    private static final List<String> NEEDED = List.of(KAFKA, REDIS, POSTGRES, USER);

    private static final String HOST = "(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)";
    private static final String PORT = ":(?<port>[0-9]{1,5})";
    private static final Pattern HOST_AND_PORT = Pattern.compile(HOST + PORT);
    private static final Pattern DATABASE = Pattern.compile(HOST + PORT + "/(?<database>[A-Za-z0-9_.-]+)");

    private final Path file;
    private final Map<String, Entry> entries = new TreeMap<>();

    private record Entry(int line, String value) {}

    /** A file that cannot be used, and in one sentence why: which line, what is in it, what should be. */
    public static final class Unusable extends IllegalArgumentException {

        @Serial
        private static final long serialVersionUID = 1;

        Unusable(String sentence) {
            super(sentence);
        }
    }

    private AddressFile(Path file) {
        this.file = file;
    }

    /** The addresses in the file, for servers that nobody shares; throws {@link Unusable}. */
    public static ServerAddresses read(Path file) {
        var read = new AddressFile(file);
        read.readLines();
        return read.addresses();
    }

    private void readLines() {
        var number = 0;
        for (var line : lines()) {
            number++;
            var text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                readLine(number, text);
            }
        }
        for (var name : NEEDED) {
            if (!entries.containsKey(name)) {
                throw new Unusable(file + " has no line \"" + name + " = " + example(name) + "\"");
            }
        }
    }

    private void readLine(int number, String text) {
        var equals = text.indexOf('=');
        if (equals < 0) {
            // What stands there may be half of a password.
            throw unusable(number, "is not of the form NAME = VALUE");
        }
        var name = text.substring(0, equals).strip();
        var value = text.substring(equals + 1).strip();
        if (!NAMES.contains(name)) {
            throw unusable(number, "begins with \"" + name + "\"; known are " + String.join(", ", NAMES));
        }
        if (value.isEmpty()) {
            throw unusable(number, "gives no " + name);
        }
        var earlier = entries.put(name, new Entry(number, value));
        if (earlier != null) {
            throw unusable(number, "gives " + name + " again, after line " + earlier.line());
        }
    }

    private ServerAddresses addresses() {
        var brokers = Stream.of(value(KAFKA).split(",", -1)).map(String::strip).toList();
        brokers.forEach(broker -> match(KAFKA, HOST_AND_PORT, broker, "HOST:PORT"));
        var redis = match(REDIS, HOST_AND_PORT, value(REDIS), "HOST:PORT");
        match(POSTGRES, DATABASE, value(POSTGRES), "HOST:PORT/DATABASE");
        return new ServerAddresses(
                String.join(",", brokers),
                redis.group("host"),
                Integer.parseInt(redis.group("port")),
                optional(REDIS_PASSWORD),
                "jdbc:postgresql://" + value(POSTGRES),
                value(USER),
                optional(PASSWORD),
                "",
                TopicSettings.small());
    }

    private Matcher match(String name, Pattern pattern, String text, String form) {
        var line = entry(name).line();
        var matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            // Somebody may have written USER:PASSWORD@HOST, as elsewhere.
            var given = text.contains("@") ? "something with an @" : "\"" + text + "\"";
            throw unusable(line, "has " + given + " for " + name + ", which is not of the form " + form);
        }
        int port = Integer.parseInt(matcher.group("port"));
        if (port < 1 || port > 65_535) {
            throw unusable(line, "has the port " + port + " for " + name + "; ports go from 1 to 65535");
        }
        return matcher;
    }

    private static String example(String name) {
        return switch (name) {
            case KAFKA -> "HOST:PORT, HOST:PORT";
            case REDIS -> "HOST:PORT";
            case POSTGRES -> "HOST:PORT/DATABASE";
            default -> name.substring(name.indexOf('.') + 1).toUpperCase(Locale.ROOT);
        };
    }

    private String value(String name) {
        return entry(name).value();
    }

    private Entry entry(String name) {
        return Objects.requireNonNull(entries.get(name));
    }

    private String optional(String name) {
        return entries.containsKey(name) ? value(name) : "";
    }

    private Unusable unusable(int line, String what) {
        return new Unusable(file + ", line " + line + ", " + what);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException _) {
            throw new Unusable("there is no file " + file);
        } catch (AccessDeniedException _) {
            throw new Unusable("the file " + file + " may not be read");
        } catch (MalformedInputException _) {
            throw new Unusable("the file " + file + " is not text in UTF-8");
        } catch (IOException e) {
            throw new Unusable("the file " + file + " cannot be read: " + e.getMessage());
        }
    }
}
