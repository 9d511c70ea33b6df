package rtmlab.backends.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.NotDone;

/** Between rows and what they are rows of. */
final class Rows {

    private Rows() {}

    static User user(ResultSet row) throws SQLException {
        return new User(
                new UserId(row.getString("id")),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("name"),
                row.getString("real_name"),
                row.getBoolean("is_bot"),
                row.getBoolean("is_admin"),
                row.getBoolean("is_deleted"));
    }

    static Channel channel(ResultSet row) throws SQLException {
        var creator = row.getString("creator_id");
        return new Channel(
                new ChannelId(row.getString("id")),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("name"),
                row.getBoolean("is_private"),
                row.getBoolean("is_archived"),
                row.getBoolean("is_general"),
                Channel.Posting.valueOf(row.getString("posting")),
                creator == null ? null : new UserId(creator));
    }

    static Message message(ResultSet row) throws SQLException {
        var post = new Post(
                new ChannelId(row.getString("channel")),
                new UserId(row.getString("author")),
                row.getString("text"),
                new ClientMessageId(row.getString("client_message_id")));
        return post.at(new Ts(row.getLong("ts")));
    }

    /** Throws {@link NotDone} for a text that is not Unicode. */
    static <S extends SqlStatement<S>> S bind(S statement, Message message) {
        // The driver would store a question mark for half of a surrogate pair, and say nothing.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(message.text())) {
            throw NotDone.forGood("the text of " + message.clientMessageId() + " is not Unicode");
        }
        return statement
                .bind("channel", message.channel().value())
                .bind("ts", message.ts().micros())
                .bind("author", message.author().value())
                .bind("text", message.text())
                .bind("clientMessageId", message.clientMessageId().value());
    }
}
