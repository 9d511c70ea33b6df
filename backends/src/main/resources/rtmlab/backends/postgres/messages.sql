-- The messages of one shard.
--
-- A row's id is its own and says nothing about order; a message's place in its channel is ts. Two rows may have the
-- same ts: an order that is made up in memory can repeat itself, and the store must not hide that.
CREATE TABLE IF NOT EXISTS messages (
    id                bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel           text    COLLATE "C" NOT NULL,
    ts                bigint  NOT NULL, -- microseconds since 1970
    author            text    COLLATE "C" NOT NULL,
    text              text    NOT NULL,
    client_message_id text    COLLATE "C" NOT NULL,
    once              boolean NOT NULL  -- inserted under the promise that its client message id is stored once
);

-- History: the newest of a channel between two places; the id settles what ts leaves open.
CREATE INDEX IF NOT EXISTS messages_by_place ON messages (channel, ts, id);

-- Ids are a client's own, so they count per author: two authors may well use the same.
-- The promise itself, kept by PostgreSQL under any concurrency. It is partial, so that the plain insert, which promises
-- nothing, is free to store a message twice; and it is an index rather than a second table, so that one statement does
-- it all and a row and its promise cannot come apart.
CREATE UNIQUE INDEX IF NOT EXISTS messages_once ON messages (channel, author, client_message_id) WHERE once;

-- What messages link to, noted by the unfurl job.
CREATE TABLE IF NOT EXISTS links (
    channel text COLLATE "C" NOT NULL,
    ts      bigint NOT NULL,
    urls    text[] NOT NULL,
    titles  text[] NOT NULL, -- of each address, in the same order
    PRIMARY KEY (channel, ts)
);
