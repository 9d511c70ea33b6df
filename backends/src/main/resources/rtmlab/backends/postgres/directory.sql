-- Who there is, which channels there are, and who belongs to which.
-- Ids are compared byte by byte ("C"), so that they sort alike on every machine and in every language.
CREATE TABLE IF NOT EXISTS users (
    id   text COLLATE "C" PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE IF NOT EXISTS tokens (
    token   text COLLATE "C" PRIMARY KEY,
    user_id text COLLATE "C" NOT NULL REFERENCES users
);

CREATE TABLE IF NOT EXISTS channels (
    id   text COLLATE "C" PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE IF NOT EXISTS memberships (
    user_id    text COLLATE "C" REFERENCES users,
    channel_id text COLLATE "C" REFERENCES channels,
    PRIMARY KEY (user_id, channel_id)
);

CREATE INDEX IF NOT EXISTS memberships_by_channel ON memberships (channel_id, user_id);
