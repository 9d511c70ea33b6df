package rtmlab.backends.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.Directory;

/** Workspaces, users, tokens, channels and memberships, in the tables of these names. */
public final class PostgresDirectory implements Directory {

    private static final RowMapper<User> USER = (row, _) -> Rows.user(row);
    private static final RowMapper<Channel> CHANNEL = (row, _) -> Rows.channel(row);
    private static final RowMapper<UserId> USER_ID = (row, _) -> new UserId(row.getString("user_id"));
    private static final RowMapper<Standing> STANDING =
            (row, _) -> new Standing(Rows.channel(row), row.getBoolean("is_member"));
    private static final RowMapper<Workspace> WORKSPACE =
            (row, _) -> new Workspace(new WorkspaceId(row.getString("id")), row.getString("name"));
    private static final RowMapper<ReadMark> READ_MARK =
            (row, _) -> new ReadMark(new ChannelId(row.getString("channel_id")), new Ts(row.getLong("last_read")));

    private final Steps steps;
    private final Postgres postgres;

    /** @param postgres shared with the node's other stores, and closed by whoever opened it */
    public PostgresDirectory(Steps steps, Postgres postgres) {
        this.steps = steps;
        this.postgres = postgres;
    }

    @Override
    public Optional<User> userOf(Token token) {
        return query("userOf", DirectorySql.USER_OF, Map.of("token", token.value()), USER).stream()
                .findFirst();
    }

    @Override
    public Optional<Workspace> workspace(WorkspaceId workspace) {
        var values = Map.of("workspace", workspace.value());
        return query("workspace", DirectorySql.WORKSPACE, values, WORKSPACE).stream()
                .findFirst();
    }

    @Override
    public Optional<User> user(WorkspaceId workspace, UserId user) {
        var values = Map.of("workspace", workspace.value(), "user", user.value());
        return query("user", DirectorySql.USER, values, USER).stream().findFirst();
    }

    @Override
    public List<User> users(WorkspaceId workspace, @Nullable UserId after, int limit) {
        var values =
                Map.of("workspace", workspace.value(), "after", after == null ? "" : after.value(), "limit", limit);
        return query("users", DirectorySql.USERS, values, USER);
    }

    @Override
    public Optional<Channel> channel(WorkspaceId workspace, ChannelId channel) {
        var values = Map.of("workspace", workspace.value(), "channel", channel.value());
        return query("channel", DirectorySql.CHANNEL, values, CHANNEL).stream().findFirst();
    }

    @Override
    public Optional<Standing> standing(User user, ChannelId channel) {
        var values =
                Map.of("workspace", user.workspace().value(), "user", user.id().value(), "channel", channel.value());
        return query("standing", DirectorySql.STANDING, values, STANDING).stream()
                .findFirst();
    }

    @Override
    public List<Standing> channels(User user, Wanted wanted, @Nullable ChannelId after, int limit) {
        var values = Map.of(
                "workspace", user.workspace().value(),
                "user", user.id().value(),
                "public", wanted.publicOnes(),
                "private", wanted.privateOnes(),
                "archived", wanted.archivedOnes(),
                "after", after == null ? "" : after.value(),
                "limit", limit);
        return query("channels", DirectorySql.CHANNELS, values, STANDING);
    }

    @Override
    public List<Channel> channelsOf(UserId user) {
        return query("channelsOf", DirectorySql.CHANNELS_OF, Map.of("user", user.value()), CHANNEL);
    }

    @Override
    public List<UserId> members(ChannelId channel, @Nullable UserId after, int limit) {
        var values = Map.of("channel", channel.value(), "after", after == null ? "" : after.value(), "limit", limit);
        return query("members", DirectorySql.MEMBERS, values, USER_ID);
    }

    @Override
    public SortedMap<UserId, List<ChannelId>> channelIdsOf(List<UserId> users) {
        var ids = users.stream().map(UserId::value).toList();
        return steps.waiting(
                "directory channelIdsOf",
                () -> postgres.read(handle -> {
                    var channels = new TreeMap<UserId, List<ChannelId>>();
                    handle.createQuery(DirectorySql.CHANNEL_IDS_OF)
                            .bindArray("users", String.class, ids)
                            .map((row, _) -> channels.put(
                                    new UserId(row.getString("user_id")),
                                    texts(row, "channels").map(ChannelId::new).toList()))
                            .list();
                    return channels;
                }));
    }

    @Override
    public SortedMap<ChannelId, List<UserId>> membersOf(List<ChannelId> channels) {
        var ids = channels.stream().map(ChannelId::value).toList();
        return steps.waiting(
                "directory membersOf",
                () -> postgres.read(handle -> {
                    var members = new TreeMap<ChannelId, List<UserId>>();
                    handle.createQuery(DirectorySql.MEMBERS_OF)
                            .bindArray("channels", String.class, ids)
                            .map((row, _) -> members.put(
                                    new ChannelId(row.getString("channel_id")),
                                    texts(row, "users").map(UserId::new).toList()))
                            .list();
                    return members;
                }));
    }

    private static Stream<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray());
    }

    @Override
    public List<Integer> memberCounts(List<ChannelId> channels) {
        var ids = channels.stream().map(ChannelId::value).toList();
        return steps.waiting(
                "directory memberCounts",
                () -> postgres.read(handle -> handle.createQuery(DirectorySql.MEMBER_COUNTS)
                        .bindArray("channels", String.class, ids)
                        .mapTo(Integer.class)
                        .list()));
    }

    @Override
    public List<ReadMark> readMarks(UserId user) {
        return query("readMarks", DirectorySql.READ_MARKS, Map.of("user", user.value()), READ_MARK);
    }

    @Override
    public void mark(UserId user, ReadMark mark) {
        update(
                "mark",
                DirectorySql.MARK,
                Map.of(
                        "user", user.value(),
                        "channel", mark.channel().value(),
                        "lastRead", mark.lastRead().micros()));
    }

    @Override
    public void addWorkspace(Workspace workspace) {
        update(
                "addWorkspace",
                DirectorySql.ADD_WORKSPACE,
                Map.of("workspace", workspace.id().value(), "name", workspace.name()));
    }

    @Override
    public void addUser(User user, Token token) {
        update(
                "addUser",
                DirectorySql.ADD_USER,
                Map.of(
                        "user", user.id().value(),
                        "workspace", user.workspace().value(),
                        "name", user.name(),
                        "realName", user.realName(),
                        "isBot", user.isBot(),
                        "isAdmin", user.isAdmin(),
                        "isDeleted", user.isDeleted(),
                        "token", token.value()));
    }

    @Override
    public void addChannel(Channel channel) {
        update("addChannel", DirectorySql.ADD_CHANNEL, valuesOf(channel));
    }

    private static Map<String, @Nullable Object> valuesOf(Channel channel) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("channel", channel.id().value());
        values.put("workspace", channel.workspace().value());
        values.put("name", channel.name());
        values.put("isPrivate", channel.isPrivate());
        values.put("isArchived", channel.isArchived());
        values.put("isGeneral", channel.isGeneral());
        values.put("posting", channel.posting().name());
        values.put(
                "creator", channel.creator() == null ? null : channel.creator().value());
        return values;
    }

    @Override
    public boolean createChannel(Channel channel, UserId creator) {
        var values = valuesOf(channel.createdBy(creator));
        values.put("unread", Ts.BEFORE_ALL.micros());
        return update("createChannel", DirectorySql.CREATE_CHANNEL, values) == 1;
    }

    /** Two who want the same name at once see that it is free, and the table takes one. */
    @Override
    public boolean renameChannel(Channel was, String name) {
        var values = Map.of("channel", was.id().value(), "was", was.name(), "name", name);
        return steps.waiting(
                "directory renameChannel",
                () -> postgres.write(handle -> {
                    try (var update = handle.createUpdate(DirectorySql.RENAME_CHANNEL)) {
                        return update.bindMap(values).execute() == 1;
                    } catch (UnableToExecuteStatementException e) {
                        if (Postgres.isTaken(e)) {
                            return false;
                        }
                        throw e;
                    }
                }));
    }

    @Override
    public void join(UserId user, ChannelId channel) {
        var values = Map.of("user", user.value(), "channel", channel.value(), "unread", Ts.BEFORE_ALL.micros());
        update("join", DirectorySql.JOIN, values);
    }

    @Override
    public void leave(UserId user, ChannelId channel) {
        update("leave", DirectorySql.LEAVE, Map.of("user", user.value(), "channel", channel.value()));
    }

    private <T> List<T> query(String call, String query, Map<String, ?> values, RowMapper<T> mapper) {
        return steps.waiting(
                "directory " + call,
                () -> postgres.read(handle -> {
                    try (Query statement = handle.createQuery(query)) {
                        return statement.bindMap(values).map(mapper).list();
                    }
                }));
    }

    private int update(String call, String statement, Map<String, ? extends @Nullable Object> values) {
        return steps.waiting(
                "directory " + call,
                () -> postgres.write(handle -> {
                    try (var update = handle.createUpdate(statement)) {
                        return update.bindMap(values).execute();
                    }
                }));
    }
}
