package rtmlab.backends.launch;

import rtmlab.backends.kafka.TopicSettings;

/**
 * Where Kafka, Redis and PostgreSQL are found, and what there is ours.
 *
 * @param kafkaBootstrap brokers as {@code HOST:PORT}, separated by commas
 * @param redisPassword empty where Redis asks for none
 * @param prefix what the names of topics, consumer groups and keys begin with; empty on servers that nobody else uses.
 *     Tables have a schema of their own there, which is the JDBC address's affair
 * @param topics how the topics are laid out
 */
public record ServerAddresses(
        String kafkaBootstrap,
        String redisHost,
        int redisPort,
        String redisPassword,
        String jdbcUrl,
        String databaseUser,
        String databasePassword,
        String prefix,
        TopicSettings topics) {

    /** Servers that nobody else uses, with topics scaled down. */
    public static ServerAddresses ofOwn(
            String kafkaBootstrap, int redisPort, int postgresPort, String databaseUser, String databasePassword) {
        return new ServerAddresses(
                kafkaBootstrap,
                "127.0.0.1",
                redisPort,
                "",
                "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres",
                databaseUser,
                databasePassword,
                "",
                TopicSettings.small());
    }

    public ServerAddresses withTopics(TopicSettings topics) {
        return new ServerAddresses(
                kafkaBootstrap,
                redisHost,
                redisPort,
                redisPassword,
                jdbcUrl,
                databaseUser,
                databasePassword,
                prefix,
                topics);
    }

    /** The same servers, for whoever makes things there under this name alone: letters, digits and underscores. */
    public ServerAddresses under(String name) {
        return new ServerAddresses(
                kafkaBootstrap,
                redisHost,
                redisPort,
                redisPassword,
                jdbcUrl + "?currentSchema=" + name,
                databaseUser,
                databasePassword,
                name + "-",
                topics);
    }

    /** Without the passwords: this ends up in logs. */
    @Override
    public String toString() {
        return "Kafka at " + kafkaBootstrap + ", Redis at " + redisHost + ":" + redisPort + ", " + databaseUser + " at "
                + jdbcUrl;
    }
}
