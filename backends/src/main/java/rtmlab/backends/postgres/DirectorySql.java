package rtmlab.backends.postgres;

/** The statements of {@link PostgresDirectory}: each call of the port is one of them. */
final class DirectorySql {

    static final String WORKSPACE = "SELECT id, name FROM workspaces WHERE id = :workspace";

    static final String USER_OF = """
            SELECT users.* FROM tokens JOIN users ON users.id = tokens.user_id WHERE token = :token
            """;

    static final String USER = "SELECT * FROM users WHERE workspace_id = :workspace AND id = :user";

    static final String USERS = """
            SELECT * FROM users WHERE workspace_id = :workspace AND id > :after ORDER BY id LIMIT :limit
            """;

    static final String CHANNEL = """
            SELECT * FROM channels WHERE workspace_id = :workspace AND id = :channel
            """;

    static final String STANDING = """
            SELECT channels.*,
                EXISTS (SELECT FROM memberships WHERE user_id = :user AND channel_id = channels.id) AS is_member
            FROM channels
            WHERE workspace_id = :workspace AND id = :channel
            """;

    static final String CHANNELS = """
            SELECT channels.*, memberships.user_id IS NOT NULL AS is_member
            FROM channels LEFT JOIN memberships
                ON memberships.channel_id = channels.id AND memberships.user_id = :user
            WHERE channels.workspace_id = :workspace
                AND channels.id > :after
                AND (:archived OR NOT is_archived)
                AND CASE WHEN is_private THEN :private AND memberships.user_id IS NOT NULL ELSE :public END
            ORDER BY channels.id
            LIMIT :limit
            """;

    static final String CHANNELS_OF = """
            SELECT channels.*
            FROM memberships JOIN channels ON channels.id = memberships.channel_id
            WHERE user_id = :user
            ORDER BY channels.id
            """;

    static final String MEMBERS = """
            SELECT user_id FROM memberships
            WHERE channel_id = :channel AND user_id > :after
            ORDER BY user_id
            LIMIT :limit
            """;

    static final String CHANNEL_IDS_OF = """
            SELECT user_id, array_agg(channel_id ORDER BY channel_id) AS channels FROM memberships
            WHERE user_id = ANY(:users)
            GROUP BY user_id
            """;

    static final String MEMBERS_OF = """
            SELECT channel_id, array_agg(user_id ORDER BY user_id) AS users FROM memberships
            WHERE channel_id = ANY(:channels)
            GROUP BY channel_id
            """;

    static final String MEMBER_COUNTS = """
            SELECT (SELECT count(*) FROM memberships WHERE channel_id = wanted.id)
            FROM unnest(:channels) WITH ORDINALITY AS wanted (id, place)
            ORDER BY place
            """;

    static final String READ_MARKS = """
            SELECT channel_id, last_read FROM memberships WHERE user_id = :user ORDER BY channel_id
            """;

    static final String MARK = """
            UPDATE memberships SET last_read = :lastRead WHERE user_id = :user AND channel_id = :channel
            """;

    static final String ADD_WORKSPACE = """
            INSERT INTO workspaces (id, name) VALUES (:workspace, :name)
            ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name
            """;

    // One statement, so that no user is left without the token.
    static final String ADD_USER = """
            WITH added AS (
                INSERT INTO users (id, workspace_id, name, real_name, is_bot, is_admin, is_deleted)
                VALUES (:user, :workspace, :name, :realName, :isBot, :isAdmin, :isDeleted)
                ON CONFLICT (id) DO UPDATE SET workspace_id = EXCLUDED.workspace_id, name = EXCLUDED.name,
                    real_name = EXCLUDED.real_name, is_bot = EXCLUDED.is_bot, is_admin = EXCLUDED.is_admin,
                    is_deleted = EXCLUDED.is_deleted
                RETURNING id)
            INSERT INTO tokens (token, user_id) SELECT :token, id FROM added
            ON CONFLICT (token) DO UPDATE SET user_id = EXCLUDED.user_id
            """;

    static final String ADD_CHANNEL = """
            INSERT INTO channels (id, workspace_id, name, is_private, is_archived, is_general, posting, creator_id)
            VALUES (:channel, :workspace, :name, :isPrivate, :isArchived, :isGeneral, :posting, :creator)
            ON CONFLICT (id) DO UPDATE SET workspace_id = EXCLUDED.workspace_id, name = EXCLUDED.name,
                is_private = EXCLUDED.is_private, is_archived = EXCLUDED.is_archived,
                is_general = EXCLUDED.is_general, posting = EXCLUDED.posting, creator_id = EXCLUDED.creator_id
            """;

    static final String CREATE_CHANNEL = """
            WITH created AS (
                INSERT INTO channels
                    (id, workspace_id, name, is_private, is_archived, is_general, posting, creator_id, claims_name)
                SELECT :channel, :workspace, :name, :isPrivate, :isArchived, :isGeneral, :posting, :creator, true
                WHERE NOT EXISTS (SELECT FROM channels WHERE workspace_id = :workspace AND name = :name)
                ON CONFLICT (workspace_id, name) WHERE claims_name DO NOTHING
                RETURNING id)
            INSERT INTO memberships (workspace_id, user_id, channel_id, last_read)
            SELECT :workspace, :creator, id, :unread FROM created
            """;

    static final String RENAME_CHANNEL = """
            UPDATE channels SET name = :name, claims_name = true
            WHERE id = :channel AND name = :was AND NOT EXISTS (
                SELECT FROM channels other
                WHERE other.workspace_id = channels.workspace_id AND other.name = :name AND other.id <> channels.id)
            """;

    // Where the channel does not exist there is no workspace either, and that the table does not take.
    static final String JOIN = """
            INSERT INTO memberships (workspace_id, user_id, channel_id, last_read)
            VALUES ((SELECT workspace_id FROM channels WHERE id = :channel), :user, :channel, :unread)
            ON CONFLICT DO NOTHING
            """;

    static final String LEAVE = "DELETE FROM memberships WHERE user_id = :user AND channel_id = :channel";

    private DirectorySql() {}
}
