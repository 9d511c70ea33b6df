-- Who was notified of which message. Ids are a client's own, so they count per author; a repeat has a later ts.
CREATE TABLE IF NOT EXISTS notifications (
    user_id           text   COLLATE "C" NOT NULL,
    channel           text   COLLATE "C" NOT NULL,
    ts                bigint NOT NULL, -- microseconds since 1970
    author            text   COLLATE "C" NOT NULL,
    text              text   NOT NULL,
    client_message_id text   COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, channel, author, client_message_id)
);

-- A user's newest.
CREATE INDEX IF NOT EXISTS notifications_by_place ON notifications (user_id, ts);
