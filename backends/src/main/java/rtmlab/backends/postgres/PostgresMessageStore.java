package rtmlab.backends.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Link;
import rtmlab.protocol.Message;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.MessageStore;

/** The messages of one shard, in the table {@code messages}. */
public final class PostgresMessageStore implements MessageStore {

    private static final String INSERT = """
            INSERT INTO messages (channel, ts, author, text, client_message_id, once)
            VALUES (:channel, :ts, :author, :text, :clientMessageId, FALSE)
            """;

    // One statement, decided by the unique index: whoever comes second waits for the first and then sees its row.
    private static final String INSERT_ONCE = """
            INSERT INTO messages (channel, ts, author, text, client_message_id, once)
            VALUES (:channel, :ts, :author, :text, :clientMessageId, TRUE)
            ON CONFLICT (channel, author, client_message_id) WHERE once
            DO UPDATE SET ts = EXCLUDED.ts WHERE messages.ts > EXCLUDED.ts
            """;

    // It updates nothing, so that it answers with the row that stands in the way.
    private static final String INSERT_FIRST = """
            INSERT INTO messages (channel, ts, author, text, client_message_id, once)
            VALUES (:channel, :ts, :author, :text, :clientMessageId, TRUE)
            ON CONFLICT (channel, author, client_message_id) WHERE once
            DO UPDATE SET ts = messages.ts
            RETURNING channel, ts, author, text, client_message_id
            """;

    private static final String HISTORY = """
            SELECT channel, ts, author, text, client_message_id
            FROM messages
            WHERE channel = :channel AND ts > :after AND ts < :before
            ORDER BY ts DESC, id DESC
            LIMIT :limit
            """;

    private static final String UNREAD = """
            SELECT (SELECT count(*) FROM messages
                WHERE channel = mark.channel AND ts > mark.place AND author <> :reader)
            FROM unnest(:channels, :places) WITH ORDINALITY AS mark (channel, place, position)
            ORDER BY position
            """;

    private static final String ADD_LINKS = """
            INSERT INTO links (channel, ts, urls, titles) VALUES (:channel, :ts, :urls, :titles)
            ON CONFLICT (channel, ts) DO UPDATE SET urls = EXCLUDED.urls, titles = EXCLUDED.titles
            """;

    private static final String LINKS = """
            SELECT ts, link.url, link.title
            FROM links, unnest(urls, titles) WITH ORDINALITY AS link (url, title, position)
            WHERE channel = :channel AND ts > :after AND ts < :before
            ORDER BY ts, position
            """;

    private final Steps steps;
    private final Postgres postgres;

    /** @param postgres shared with the node's other stores, and closed by whoever opened it */
    public PostgresMessageStore(Steps steps, Postgres postgres) {
        this.steps = steps;
        this.postgres = postgres;
    }

    @Override
    public void insert(Message message) {
        steps.waiting("store insert", () -> execute(INSERT, message));
    }

    @Override
    public void insertOnce(Message message) {
        steps.waiting("store insert-once", () -> execute(INSERT_ONCE, message));
    }

    @Override
    public Message insertFirst(Message message) {
        return steps.waiting(
                "store insert-first",
                () -> postgres.write(handle -> {
                    try (var query = handle.createQuery(INSERT_FIRST)) {
                        return Rows.bind(query, message)
                                .map((row, _) -> Rows.message(row))
                                .one();
                    }
                }));
    }

    @Override
    public List<Message> history(ChannelId channel, Ts after, Ts before, int limit) {
        return steps.waiting(
                "store history",
                () -> postgres.read(handle -> handle.createQuery(HISTORY)
                        .bind("channel", channel.value())
                        .bind("after", after.micros())
                        .bind("before", before.micros())
                        .bind("limit", limit)
                        .map((row, _) -> Rows.message(row))
                        .list()));
    }

    @Override
    public List<Integer> unread(UserId reader, List<ReadMark> marks) {
        var channels = marks.stream().map(mark -> mark.channel().value()).toList();
        var places = marks.stream().map(mark -> mark.lastRead().micros()).toList();
        return steps.waiting(
                "store unread",
                () -> postgres.read(handle -> handle.createQuery(UNREAD)
                        .bind("reader", reader.value())
                        .bindArray("channels", String.class, channels)
                        .bindArray("places", Long.class, places)
                        .mapTo(Integer.class)
                        .list()));
    }

    @Override
    public void addLinks(Message message, List<Link> links) {
        steps.waiting(
                "store add-links",
                () -> postgres.write(handle -> {
                    try (var update = handle.createUpdate(ADD_LINKS)) {
                        return update.bind("channel", message.channel().value())
                                .bind("ts", message.ts().micros())
                                .bindArray(
                                        "urls",
                                        String.class,
                                        links.stream().map(Link::url).toList())
                                .bindArray(
                                        "titles",
                                        String.class,
                                        links.stream().map(Link::title).toList())
                                .execute();
                    }
                }));
    }

    @Override
    public SortedMap<Ts, List<Link>> links(ChannelId channel, Ts after, Ts before) {
        return steps.waiting(
                "store links",
                () -> postgres.read(handle -> {
                    var found = new TreeMap<Ts, List<Link>>();
                    handle.createQuery(LINKS)
                            .bind("channel", channel.value())
                            .bind("after", after.micros())
                            .bind("before", before.micros())
                            .map((row, _) -> new Place(
                                    new Ts(row.getLong("ts")), new Link(row.getString("url"), row.getString("title"))))
                            .forEach(place -> found.computeIfAbsent(place.ts(), _ -> new ArrayList<>())
                                    .add(place.link()));
                    return found;
                }));
    }

    private record Place(Ts ts, Link link) {}

    private int execute(String statement, Message message) {
        return postgres.write(handle -> {
            try (var update = handle.createUpdate(statement)) {
                return Rows.bind(update, message).execute();
            }
        });
    }
}
