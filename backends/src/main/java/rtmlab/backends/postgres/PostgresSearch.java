package rtmlab.backends.postgres;

import java.util.List;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.port.SearchIndex;
import rtmlab.protocol.shared.Words;

/** The words of messages, as PostgreSQL's full text search knows them, in the table {@code searchable_messages}. */
public final class PostgresSearch implements SearchIndex {

    private static final String INDEX = """
            INSERT INTO searchable_messages (channel, ts, author, text, client_message_id, words)
            VALUES (:channel, :ts, :author, :text, :clientMessageId, array_to_tsvector(:words))
            ON CONFLICT (channel, author, client_message_id)
            DO UPDATE SET ts = EXCLUDED.ts WHERE searchable_messages.ts > EXCLUDED.ts
            """;

    private static final String COUNT = """
            SELECT count(*) FROM searchable_messages WHERE words @@ :query\\:\\:tsquery AND channel = ANY (:channels)
            """;

    private static final String FIND = """
            SELECT channel, ts, author, text, client_message_id
            FROM searchable_messages
            WHERE words @@ :query\\:\\:tsquery AND channel = ANY (:channels)
            ORDER BY ts DESC, channel
            OFFSET :skip LIMIT :limit
            """;

    private final Steps steps;
    private final Postgres postgres;

    /** @param postgres shared with the node's other stores, and closed by whoever opened it */
    public PostgresSearch(Steps steps, Postgres postgres) {
        this.steps = steps;
        this.postgres = postgres;
    }

    @Override
    public void index(Message message) {
        steps.waiting(
                "search index",
                () -> postgres.write(handle -> {
                    try (var update = handle.createUpdate(INDEX)) {
                        return Rows.bind(update, message)
                                .bindArray("words", String.class, Words.of(message.text()))
                                .execute();
                    }
                }));
    }

    @Override
    public Found find(List<ChannelId> channels, String query, int skip, int limit) {
        var words = Words.of(query);
        return steps.waiting(
                "search find",
                () -> words.isEmpty()
                        ? new Found(List.of(), 0)
                        : found(channels.stream().map(ChannelId::value).toList(), queryOf(words), skip, limit));
    }

    private Found found(List<String> channels, String query, int skip, int limit) {
        return postgres.read(handle -> {
            int total = handle.createQuery(COUNT)
                    .bind("query", query)
                    .bindArray("channels", String.class, channels)
                    .mapTo(Integer.class)
                    .one();
            var messages = handle.createQuery(FIND)
                    .bind("query", query)
                    .bindArray("channels", String.class, channels)
                    .bind("skip", skip)
                    .bind("limit", limit)
                    .map((row, _) -> Rows.message(row))
                    .list();
            return new Found(messages, total);
        });
    }

    /** All of them; words hold letters and digits alone, so that none can end its quotes. */
    private static String queryOf(List<String> words) {
        return "'" + String.join("' & '", words) + "'";
    }
}
