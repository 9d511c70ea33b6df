package rtmlab.backends.launch.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // Injected.
    private Path folder;

    private static final String GOOD = """
            # Where the servers of our lab are.
            kafka = kafka-1.example:9092, kafka-2.example:9093 ,10.0.0.3:9094

            redis=redis.example:6379
            postgres = db.example:5432/lab
              postgres.user = teacher
            postgres.password = a = b #c
            """;

    @Test
    void allThatIsInTheFileIsRead() throws IOException {
        var servers = AddressFile.read(file(GOOD));

        assertThat(servers.kafkaBootstrap()).isEqualTo("kafka-1.example:9092,kafka-2.example:9093,10.0.0.3:9094");
        assertThat(servers.redisHost()).isEqualTo("redis.example");
        assertThat(servers.redisPort()).isEqualTo(6379);
        assertThat(servers.redisPassword()).isEmpty();
        assertThat(servers.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5432/lab");
        assertThat(servers.databaseUser()).isEqualTo("teacher");
        assertThat(servers.databasePassword()).isEqualTo("a = b #c");
    }

    @Test
    void addressesThatAreShownShowNoPassword() throws IOException {
        assertThat(AddressFile.read(file(GOOD + "redis.password = secret")))
                .hasToString("Kafka at kafka-1.example:9092,kafka-2.example:9093,10.0.0.3:9094, "
                        + "Redis at redis.example:6379, teacher at jdbc:postgresql://db.example:5432/lab");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertUnusable(GOOD.replaceAll("(?m)^redis=.*$", ""), " has no line \"redis = HOST:PORT\"");
        assertUnusable(GOOD.replace("postgres.user = teacher", ""), " has no line \"postgres.user = USER\"");
        assertUnusable("", " has no line \"kafka = HOST:PORT, HOST:PORT\"");
    }

    @Test
    void theLineThatIsWrongIsNamed() throws IOException {
        assertUnusable(
                GOOD.replace("kafka-2.example:9093", "kafka-2.example"),
                ", line 2, has \"kafka-2.example\" for kafka, which is not of the form HOST:PORT");
        assertUnusable(
                GOOD.replace(",10.0.0.3:9094", ","),
                ", line 2, has \"\" for kafka, which is not of the form HOST:PORT");
        assertUnusable(
                GOOD.replace("6379", "66379"), ", line 4, has the port 66379 for redis; ports go from 1 to 65535");
        assertUnusable(
                GOOD.replace("5432/lab", "5432"),
                ", line 5, has \"db.example:5432\" for postgres, which is not of the form HOST:PORT/DATABASE");
        assertUnusable(GOOD + "redis = other:1\n", ", line 8, gives redis again, after line 4");
        assertUnusable(
                GOOD + "rabbit = other:1\n",
                ", line 8, begins with \"rabbit\"; known are kafka, redis, postgres, postgres.user, postgres.password, "
                        + "redis.password");
        assertUnusable(GOOD + "redis.password =\n", ", line 8, gives no redis.password");
    }

    @Test
    void noMessageRepeatsAPassword() throws IOException {
        assertUnusable(GOOD + "hunter2\n", ", line 8, is not of the form NAME = VALUE");
        assertUnusable(
                GOOD.replace("db.example:5432/lab", "teacher:hunter2@db.example:5432/lab"),
                ", line 5, has something with an @ for postgres, which is not of the form HOST:PORT/DATABASE");
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsNamed() throws IOException {
        var missing = folder.resolve("missing");
        assertThatThrownBy(() -> AddressFile.read(missing))
                .isInstanceOf(AddressFile.Unusable.class)
                .hasMessage("there is no file " + missing);
        var binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> AddressFile.read(binary)).hasMessage("the file " + binary + " is not text in UTF-8");
    }

    private void assertUnusable(String text, String sentence) throws IOException {
        var file = file(text);
        assertThatThrownBy(() -> AddressFile.read(file))
                .isInstanceOf(AddressFile.Unusable.class)
                .hasMessage(file + sentence);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("addresses"), text);
    }
}
