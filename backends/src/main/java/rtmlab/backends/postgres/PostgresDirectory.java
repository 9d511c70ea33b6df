package rtmlab.backends.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Directory;

/** Users, tokens, channels and memberships, in the tables of these names. */
public final class PostgresDirectory implements Directory {

    private static final RowMapper<User> USER = (row, _) -> user(row);
    private static final RowMapper<Channel> CHANNEL = (row, _) -> channel(row);

    private static final String USER_OF = """
            SELECT users.id, users.name FROM tokens JOIN users ON users.id = tokens.user_id WHERE token = :token
            """;

    private static final String CHANNEL_OF = "SELECT id, name FROM channels WHERE id = :channel";

    private static final String IS_MEMBER = """
            SELECT EXISTS (SELECT FROM memberships WHERE user_id = :user AND channel_id = :channel)
            """;

    private static final String CHANNELS_OF = """
            SELECT channels.id, channels.name
            FROM memberships JOIN channels ON channels.id = memberships.channel_id
            WHERE user_id = :user
            ORDER BY channels.id
            """;

    private static final String MEMBERS = """
            SELECT users.id, users.name
            FROM memberships JOIN users ON users.id = memberships.user_id
            WHERE channel_id = :channel
            ORDER BY users.id
            """;

    // One statement, so that no user is left without the token. Adding what is there already changes nothing.
    private static final String ADD_USER = """
            WITH added AS (
                INSERT INTO users (id, name) VALUES (:user, :name)
                ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name
                RETURNING id)
            INSERT INTO tokens (token, user_id) SELECT :token, id FROM added
            ON CONFLICT (token) DO UPDATE SET user_id = EXCLUDED.user_id
            """;

    private static final String ADD_CHANNEL = """
            INSERT INTO channels (id, name) VALUES (:channel, :name)
            ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name
            """;

    private static final String JOIN = """
            INSERT INTO memberships (user_id, channel_id) VALUES (:user, :channel) ON CONFLICT DO NOTHING
            """;

    private final Steps steps;
    private final Postgres postgres;

    /** @param postgres shared with the node's other stores, and closed by whoever opened it */
    public PostgresDirectory(Steps steps, Postgres postgres) {
        this.steps = steps;
        this.postgres = postgres;
    }

    @Override
    public Optional<User> userOf(Token token) {
        return steps.waiting(
                "directory userOf",
                () -> query(USER_OF, Map.of("token", token.value()), USER).stream()
                        .findFirst());
    }

    @Override
    public Optional<Channel> channel(ChannelId channel) {
        return steps.waiting(
                "directory channel",
                () -> query(CHANNEL_OF, Map.of("channel", channel.value()), CHANNEL).stream()
                        .findFirst());
    }

    @Override
    public boolean isMember(UserId user, ChannelId channel) {
        var who = Map.of("user", user.value(), "channel", channel.value());
        return steps.waiting(
                "directory isMember",
                () -> query(IS_MEMBER, who, (row, _) -> row.getBoolean(1)).getFirst());
    }

    @Override
    public List<Channel> channelsOf(UserId user) {
        return steps.waiting("directory channelsOf", () -> query(CHANNELS_OF, Map.of("user", user.value()), CHANNEL));
    }

    @Override
    public List<User> members(ChannelId channel) {
        return steps.waiting("directory members", () -> query(MEMBERS, Map.of("channel", channel.value()), USER));
    }

    @Override
    public void addUser(User user, Token token) {
        var values = Map.of("user", user.id().value(), "name", user.name(), "token", token.value());
        steps.waiting("directory addUser", () -> update(ADD_USER, values));
    }

    @Override
    public void addChannel(Channel channel) {
        var values = Map.of("channel", channel.id().value(), "name", channel.name());
        steps.waiting("directory addChannel", () -> update(ADD_CHANNEL, values));
    }

    @Override
    public void join(UserId user, ChannelId channel) {
        var values = Map.of("user", user.value(), "channel", channel.value());
        steps.waiting("directory join", () -> update(JOIN, values));
    }

    private <T> List<T> query(String query, Map<String, String> values, RowMapper<T> mapper) {
        return postgres.read(
                handle -> handle.createQuery(query).bindMap(values).map(mapper).list());
    }

    private int update(String statement, Map<String, String> values) {
        return postgres.write(handle -> {
            try (var update = handle.createUpdate(statement)) {
                return update.bindMap(values).execute();
            }
        });
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(new UserId(row.getString("id")), row.getString("name"));
    }

    private static Channel channel(ResultSet row) throws SQLException {
        return new Channel(new ChannelId(row.getString("id")), row.getString("name"));
    }
}
