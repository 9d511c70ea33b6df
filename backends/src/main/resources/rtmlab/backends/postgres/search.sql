-- The messages that can be found by their words, each once, whatever the store holds of them.
--
-- What a word is, the kit decides (Words), not a dictionary of PostgreSQL: so search answers alike in every language
-- and in the simulated world.
CREATE TABLE IF NOT EXISTS searchable_messages (
    channel           text     COLLATE "C" NOT NULL,
    ts                bigint   NOT NULL, -- microseconds since 1970
    author            text     COLLATE "C" NOT NULL,
    text              text     NOT NULL,
    client_message_id text     COLLATE "C" NOT NULL,
    words             tsvector NOT NULL,
    -- A repeat has a later place; its words are found at the first.
    PRIMARY KEY (channel, author, client_message_id)
);

CREATE INDEX IF NOT EXISTS searchable_messages_by_word ON searchable_messages USING gin (words);
