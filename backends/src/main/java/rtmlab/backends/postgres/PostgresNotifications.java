package rtmlab.backends.postgres;

import java.util.List;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Notifications;

/** Who was notified of what, in the table {@code notifications}. */
public final class PostgresNotifications implements Notifications {

    private static final String ADD_ONCE = """
            INSERT INTO notifications (user_id, channel, ts, author, text, client_message_id)
            VALUES (:user, :channel, :ts, :author, :text, :clientMessageId)
            ON CONFLICT (user_id, channel, author, client_message_id)
            DO UPDATE SET ts = EXCLUDED.ts WHERE notifications.ts > EXCLUDED.ts
            """;

    private static final String OF = """
            SELECT channel, ts, author, text, client_message_id FROM notifications
            WHERE user_id = :user ORDER BY ts DESC, channel LIMIT :limit
            """;

    private final Steps steps;
    private final Postgres postgres;

    /** @param postgres shared with the node's other stores, and closed by whoever opened it */
    public PostgresNotifications(Steps steps, Postgres postgres) {
        this.steps = steps;
        this.postgres = postgres;
    }

    @Override
    public void addOnce(UserId user, Message message) {
        steps.waiting("notifications add", () -> {
            var _ = postgres.write(handle -> {
                try (var update = handle.createUpdate(ADD_ONCE)) {
                    return update.bind("user", user.value())
                            .bind("channel", message.channel().value())
                            .bind("ts", message.ts().micros())
                            .bind("author", message.author().value())
                            .bind("text", message.text())
                            .bind("clientMessageId", message.clientMessageId().value())
                            .execute();
                }
            });
        });
    }

    @Override
    public List<Message> of(UserId user, int limit) {
        return steps.waiting(
                "notifications of",
                () -> postgres.read(handle -> handle.createQuery(OF)
                        .bind("user", user.value())
                        .bind("limit", limit)
                        .map((row, _) -> new Post(
                                        new ChannelId(row.getString("channel")),
                                        new UserId(row.getString("author")),
                                        row.getString("text"),
                                        new ClientMessageId(row.getString("client_message_id")))
                                .at(new Ts(row.getLong("ts"))))
                        .list()));
    }
}
