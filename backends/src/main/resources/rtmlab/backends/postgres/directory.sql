-- Workspaces, who is in them, which channels they have, and who belongs to which.
-- Ids are compared byte by byte ("C"), so that they sort alike on every machine and in every language.
CREATE TABLE IF NOT EXISTS workspaces (
    id   text COLLATE "C" PRIMARY KEY,
    name text NOT NULL
);

-- The second key, here and below, is what memberships refer to: nobody can belong to another workspace's channel.
-- It also serves the lists of a workspace, page by page.
CREATE TABLE IF NOT EXISTS users (
    id           text COLLATE "C" PRIMARY KEY,
    workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces,
    name         text    NOT NULL,
    real_name    text    NOT NULL,
    is_bot       boolean NOT NULL,
    is_admin     boolean NOT NULL,
    is_deleted   boolean NOT NULL,
    UNIQUE (workspace_id, id)
);

CREATE TABLE IF NOT EXISTS tokens (
    token   text COLLATE "C" PRIMARY KEY,
    user_id text COLLATE "C" NOT NULL REFERENCES users
);

CREATE TABLE IF NOT EXISTS channels (
    id           text COLLATE "C" PRIMARY KEY,
    workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces,
    name         text    NOT NULL,
    is_private   boolean NOT NULL,
    is_archived  boolean NOT NULL,
    is_general   boolean NOT NULL,
    posting      text    NOT NULL, -- who may post: EVERYBODY or ADMINS
    creator_id   text COLLATE "C", -- who may rename it beside admins; of one that came from elsewhere nobody knows
    claims_name  boolean NOT NULL DEFAULT false, -- was given its name by a user: no other may have it
    UNIQUE (workspace_id, id),
    FOREIGN KEY (workspace_id, creator_id) REFERENCES users (workspace_id, id)
);

-- Two users who want the same name at once: one gets it. What a directory is filled with from elsewhere is as it is.
CREATE UNIQUE INDEX IF NOT EXISTS channels_by_claimed_name ON channels (workspace_id, name) WHERE claims_name;

CREATE TABLE IF NOT EXISTS memberships (
    workspace_id text COLLATE "C" NOT NULL,
    user_id      text COLLATE "C",
    channel_id   text COLLATE "C",
    last_read    bigint NOT NULL, -- the ts of the last message that was read, in microseconds since 1970
    PRIMARY KEY (user_id, channel_id),
    FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id),
    FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id)
);

CREATE INDEX IF NOT EXISTS memberships_by_channel ON memberships (channel_id, user_id);
