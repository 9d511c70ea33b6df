package rtmlab.backends.launch;

/** Where Kafka, Redis and PostgreSQL are found. */
public record ServerAddresses(
        String kafkaBootstrap,
        String redisHost,
        int redisPort,
        String jdbcUrl,
        String databaseUser,
        String databasePassword) {}
