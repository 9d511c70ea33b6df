package rtmlab.backends.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.variant.Member;

/**
 * Fills the directory with a whole workspace at once, thousands of rows to a statement: for workspaces of so many users
 * that a statement for each would take too long.
 */
public final class BulkLoad {

    private static final int ROWS_PER_STATEMENT = 10_000;

    private static final String USERS = """
            INSERT INTO users (id, workspace_id, name, real_name, is_bot, is_admin, is_deleted)
            SELECT id, :workspace, name, real_name, is_bot = 'true', is_admin = 'true', is_deleted = 'true'
            FROM unnest(:c0, :c1, :c2, :c3, :c4, :c5) AS row (id, name, real_name, is_bot, is_admin, is_deleted)
            """;

    private static final String TOKENS = """
            INSERT INTO tokens (token, user_id)
            SELECT token, users.id
            FROM unnest(:c0, :c1) AS row (token, user_id) JOIN users ON users.id = user_id AND workspace_id = :workspace
            """;

    private static final String CHANNELS = """
            INSERT INTO channels (id, workspace_id, name, is_private, is_archived, is_general, posting)
            SELECT id, :workspace, name, is_private = 'true', is_archived = 'true', is_general = 'true', posting
            FROM unnest(:c0, :c1, :c2, :c3, :c4, :c5) AS row (id, name, is_private, is_archived, is_general, posting)
            """;

    private static final String MEMBERSHIPS = """
            INSERT INTO memberships (workspace_id, user_id, channel_id, last_read)
            SELECT :workspace, user_id, channel_id, %d FROM unnest(:c0, :c1) AS row (user_id, channel_id)
            """.formatted(Ts.BEFORE_ALL.micros());

    private BulkLoad() {}

    /** That a user belongs to a channel. */
    public record Membership(UserId user, ChannelId channel) {}

    /**
     * Adds a workspace and all that is in it, or nothing at all.
     *
     * @throws IllegalStateException when something of it is there already, or is not there to be referred to
     */
    public static void load(
            PostgresSettings settings,
            Workspace workspace,
            Iterable<Member> members,
            Iterable<Channel> channels,
            Iterable<Membership> memberships) {
        var jdbi = Jdbi.create(settings.jdbcUrl(), settings.user(), settings.password());
        jdbi.registerArrayType(String.class, "text");
        try {
            jdbi.useTransaction(handle -> {
                var load = new Load(handle, workspace);
                handle.execute(
                        "INSERT INTO workspaces (id, name) VALUES (?, ?)",
                        workspace.id().value(),
                        workspace.name());
                load.insert(USERS, members, BulkLoad::user);
                load.insert(TOKENS, members, BulkLoad::token);
                load.insert(CHANNELS, channels, BulkLoad::channel);
                load.insert(MEMBERSHIPS, memberships, BulkLoad::membership);
            });
            // Without figures on what is there now, the first questions would be answered by reading everything.
            jdbi.useHandle(handle -> handle.execute("ANALYZE users, tokens, channels, memberships"));
        } catch (JdbiException e) {
            throw new IllegalStateException(workspace.id() + " was not loaded: " + e.getMessage(), e);
        }
    }

    private static List<String> user(Member member) {
        var user = member.user();
        return List.of(
                user.id().value(),
                user.name(),
                user.realName(),
                String.valueOf(user.isBot()),
                String.valueOf(user.isAdmin()),
                String.valueOf(user.isDeleted()));
    }

    private static List<String> token(Member member) {
        return List.of(member.token().value(), member.user().id().value());
    }

    private static List<String> channel(Channel channel) {
        return List.of(
                channel.id().value(),
                channel.name(),
                String.valueOf(channel.isPrivate()),
                String.valueOf(channel.isArchived()),
                String.valueOf(channel.isGeneral()),
                channel.posting().name());
    }

    private static List<String> membership(Membership membership) {
        return List.of(membership.user().value(), membership.channel().value());
    }

    /** Rows on their way into the tables, column by column. */
    private record Load(Handle handle, Workspace workspace) {

        <T> void insert(String statement, Iterable<T> things, Function<T, List<String>> rowOf) {
            var rows = new ArrayList<List<String>>();
            for (var thing : things) {
                rows.add(rowOf.apply(thing));
                if (rows.size() == ROWS_PER_STATEMENT) {
                    insert(statement, rows);
                }
            }
            if (!rows.isEmpty()) {
                insert(statement, rows);
            }
        }

        private void insert(String statement, List<List<String>> rows) {
            try (var update = handle.createUpdate(statement)) {
                update.bind("workspace", workspace.id().value());
                for (var column = 0; column < rows.getFirst().size(); column++) {
                    var number = column;
                    update.bindArray(
                            "c" + column,
                            String.class,
                            rows.stream().map(row -> row.get(number)).toList());
                }
                update.execute();
            }
            rows.clear();
        }
    }
}
