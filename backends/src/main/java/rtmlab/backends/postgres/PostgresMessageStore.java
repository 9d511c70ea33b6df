package rtmlab.backends.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.Update;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.NotDone;

/** The messages of one shard, in the table {@code messages}. */
public final class PostgresMessageStore implements MessageStore {

    private static final String INSERT = """
            INSERT INTO messages (channel, ts, author, text, client_message_id, once)
            VALUES (:channel, :ts, :author, :text, :clientMessageId, FALSE)
            """;

    // One statement, decided by the unique index: whoever comes second waits for the first and then sees its row.
    private static final String INSERT_ONCE = """
            INSERT INTO messages (channel, ts, author, text, client_message_id, once)
            VALUES (:channel, :ts, :author, :text, :clientMessageId, TRUE)
            ON CONFLICT (channel, author, client_message_id) WHERE once
            DO UPDATE SET ts = EXCLUDED.ts WHERE messages.ts > EXCLUDED.ts
            """;

    private static final String HISTORY = """
            SELECT channel, ts, author, text, client_message_id
            FROM messages
            WHERE channel = :channel AND ts > :after AND ts < :before
            ORDER BY ts DESC, id DESC
            LIMIT :limit
            """;

    private final Steps steps;
    private final Postgres postgres;

    /** @param postgres shared with the node's other stores, and closed by whoever opened it */
    public PostgresMessageStore(Steps steps, Postgres postgres) {
        this.steps = steps;
        this.postgres = postgres;
    }

    @Override
    public void insert(Message message) {
        steps.waiting("store insert", () -> execute(INSERT, message));
    }

    @Override
    public void insertOnce(Message message) {
        steps.waiting("store insert-once", () -> execute(INSERT_ONCE, message));
    }

    @Override
    public List<Message> history(ChannelId channel, Ts after, Ts before, int limit) {
        return steps.waiting(
                "store history",
                () -> postgres.read(handle -> handle.createQuery(HISTORY)
                        .bind("channel", channel.value())
                        .bind("after", after.micros())
                        .bind("before", before.micros())
                        .bind("limit", limit)
                        .map((row, _) -> message(row))
                        .list()));
    }

    private int execute(String statement, Message message) {
        // The driver would store a question mark for half of a surrogate pair, and say nothing.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(message.text())) {
            throw new NotDone("the text of " + message.clientMessageId() + " is not Unicode");
        }
        return postgres.write(handle -> {
            try (var update = handle.createUpdate(statement)) {
                return bind(update, message).execute();
            }
        });
    }

    private static Update bind(Update update, Message message) {
        return update.bind("channel", message.channel().value())
                .bind("ts", message.ts().micros())
                .bind("author", message.author().value())
                .bind("text", message.text())
                .bind("clientMessageId", message.clientMessageId().value());
    }

    private static Message message(ResultSet row) throws SQLException {
        var post = new Post(
                new ChannelId(row.getString("channel")),
                new UserId(row.getString("author")),
                row.getString("text"),
                new ClientMessageId(row.getString("client_message_id")));
        return post.at(new Ts(row.getLong("ts")));
    }
}
