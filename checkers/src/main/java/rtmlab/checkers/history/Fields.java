package rtmlab.checkers.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Connected;
import rtmlab.checkers.history.Event.Disconnected;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.FaultsEnded;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Left;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Read;
import rtmlab.checkers.history.Event.Reading;
import rtmlab.checkers.history.Event.Refused;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Snapshot;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Unknown;
import rtmlab.checkers.history.Event.Via;

/** One event as names and values: the half-way house between an {@link Event} and each notation. */
final class Fields {
    private final Map<Field, Object> values = new EnumMap<>(Field.class);
    // Readers see the same names with every event: one copy of each saves most of a long history's memory.
    private final @Nullable Map<String, String> shared;

    private Fields(@Nullable Map<String, String> shared) {
        this.shared = shared;
    }

    /** For a reader, which fills and clears it again for each event. */
    static Fields empty() {
        return new Fields(new HashMap<>());
    }

    /** For a reader that shares its texts itself. */
    static Fields unshared() {
        return new Fields(null);
    }

    static Fields of(Event event) {
        var fields = new Fields(null).set(Field.AT_MICROS, event.atMicros());
        return switch (event) {
            case Submitted e ->
                fields.type("submitted")
                        .set(Field.MEMBER, e.member())
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.ID, e.id())
                        .set(Field.TEXT, e.text())
                        .set(Field.ATTEMPT, (long) e.attempt());
            case Acknowledged e ->
                fields.type("acknowledged")
                        .set(Field.MEMBER, e.member())
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.ID, e.id())
                        .set(Field.TS, e.ts());
            case Refused e ->
                fields.type("refused")
                        .set(Field.MEMBER, e.member())
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.ID, e.id())
                        .set(Field.ERROR, e.error());
            case Unknown e ->
                fields.type("unknown")
                        .set(Field.MEMBER, e.member())
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.ID, e.id())
                        .set(Field.REASON, e.reason());
            case Saw e ->
                fields.type("saw")
                        .set(Field.MEMBER, e.member())
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.ID, e.id())
                        .set(Field.TS, e.ts())
                        .set(Field.SENDER, e.sender())
                        .set(Field.TEXT, e.text())
                        .set(Field.VIA, e.via().word());
            case Joined e -> fields.type("joined").set(Field.MEMBER, e.member()).set(Field.CHANNEL, e.channel());
            case Left e -> fields.type("left").set(Field.MEMBER, e.member()).set(Field.CHANNEL, e.channel());
            case Connected e -> fields.type("connected").set(Field.MEMBER, e.member());
            case Disconnected e ->
                fields.type("disconnected").set(Field.MEMBER, e.member()).set(Field.REASON, e.reason());
            case Reading e ->
                fields.type("reading")
                        .set(Field.MEMBER, e.member())
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.READ, e.read());
            case Read e ->
                fields.type("read")
                        .set(Field.MEMBER, e.member())
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.READ, e.read())
                        .set(Field.IDS, e.ids());
            case Snapshot e ->
                fields.type("snapshot")
                        .set(Field.MEMBER, e.member())
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.IDS, e.ids());
            case Stored e ->
                fields.type("stored")
                        .set(Field.CHANNEL, e.channel())
                        .set(Field.ID, e.id())
                        .set(Field.TS, e.ts())
                        .set(Field.SENDER, e.sender())
                        .set(Field.TEXT, e.text());
            case StoreRead e ->
                fields.type("store-read").set(Field.CHANNEL, e.channel()).set(Field.COUNT, (long) e.count());
            case Fault e ->
                fields.type("fault")
                        .set(Field.KIND, e.kind().word())
                        .set(Field.NODE, e.node())
                        .set(Field.STEP, e.step())
                        .set(Field.HIT, e.hit());
            case FaultsEnded e -> fields.type("faults-ended").set(Field.WITHIN_MICROS, e.withinMicros());
            case Quiet _ -> fields.type("quiet");
        };
    }

    /** Makes the event that these fields describe; throws IllegalArgumentException if they describe none. */
    Event toEvent() {
        long at = number(Field.AT_MICROS);
        return switch (text(Field.TYPE)) {
            case "submitted" ->
                new Submitted(
                        at,
                        text(Field.MEMBER),
                        text(Field.CHANNEL),
                        text(Field.ID),
                        text(Field.TEXT),
                        count(Field.ATTEMPT));
            case "acknowledged" ->
                new Acknowledged(at, text(Field.MEMBER), text(Field.CHANNEL), text(Field.ID), text(Field.TS));
            case "refused" ->
                new Refused(at, text(Field.MEMBER), text(Field.CHANNEL), text(Field.ID), text(Field.ERROR));
            case "unknown" ->
                new Unknown(at, text(Field.MEMBER), text(Field.CHANNEL), text(Field.ID), text(Field.REASON));
            case "saw" ->
                new Saw(
                        at,
                        text(Field.MEMBER),
                        text(Field.CHANNEL),
                        text(Field.ID),
                        text(Field.TS),
                        text(Field.SENDER),
                        text(Field.TEXT),
                        via(text(Field.VIA)));
            case "joined" -> new Joined(at, text(Field.MEMBER), text(Field.CHANNEL));
            case "left" -> new Left(at, text(Field.MEMBER), text(Field.CHANNEL));
            case "connected" -> new Connected(at, text(Field.MEMBER));
            case "disconnected" -> new Disconnected(at, text(Field.MEMBER), text(Field.REASON));
            case "reading" -> new Reading(at, text(Field.MEMBER), text(Field.CHANNEL), text(Field.READ));
            case "read" -> new Read(at, text(Field.MEMBER), text(Field.CHANNEL), text(Field.READ), texts(Field.IDS));
            case "snapshot" -> new Snapshot(at, text(Field.MEMBER), text(Field.CHANNEL), texts(Field.IDS));
            case "stored" ->
                new Stored(
                        at, text(Field.CHANNEL), text(Field.ID), text(Field.TS), text(Field.SENDER), text(Field.TEXT));
            case "store-read" -> new StoreRead(at, text(Field.CHANNEL), count(Field.COUNT));
            case "fault" -> new Fault(at, kind(text(Field.KIND)), text(Field.NODE), text(Field.STEP), flag(Field.HIT));
            case "faults-ended" -> new FaultsEnded(at, number(Field.WITHIN_MICROS));
            case "quiet" -> new Quiet(at);
            default -> throw new IllegalArgumentException("no event is of the type " + text(Field.TYPE));
        };
    }

    Fields clear() {
        values.clear();
        return this;
    }

    Fields type(String type) {
        return set(Field.TYPE, type);
    }

    Fields set(Field field, Object value) {
        if (!field.type.isInstance(value)) {
            throw new IllegalArgumentException("\"" + field.written + "\" cannot be " + value);
        }
        values.put(field, shared == null ? value : shared(value, shared));
        return this;
    }

    private static Object shared(Object value, Map<String, String> shared) {
        return switch (value) {
            case String text -> shared(text, shared);
            case List<?> list -> list.stream().map(item -> shared(item, shared)).toList();
            default -> value;
        };
    }

    private static String shared(String text, Map<String, String> shared) {
        var same = shared.putIfAbsent(text, text);
        return same == null ? text : same;
    }

    Fields set(String name, Object value) {
        var field = Field.named(name);
        if (field == null) {
            throw new IllegalArgumentException("no event has a field \"" + name + "\"");
        }
        return set(field, value);
    }

    boolean has(Field field) {
        return values.containsKey(field);
    }

    String text(Field field) {
        return (String) present(field);
    }

    long number(Field field) {
        return (Long) present(field);
    }

    private List<String> texts(Field field) {
        var texts = new ArrayList<String>();
        for (var item : (List<?>) present(field)) {
            if (!(item instanceof String text)) {
                throw new IllegalArgumentException("\"" + field.written + "\" is a list of texts, not of " + item);
            }
            texts.add(text);
        }
        return texts;
    }

    void forEach(BiConsumer<Field, Object> action) {
        values.forEach(action);
    }

    private int count(Field field) {
        return Math.toIntExact(number(field));
    }

    private boolean flag(Field field) {
        return (Boolean) present(field);
    }

    private Object present(Field field) {
        var value = values.get(field);
        if (value == null) {
            var type = values.get(Field.TYPE);
            throw new IllegalArgumentException((type == null ? "an event" : type) + " lacks \"" + field.written + "\"");
        }
        return value;
    }

    private static Via via(String word) {
        for (var via : Via.values()) {
            if (via.word().equals(word)) {
                return via;
            }
        }
        throw new IllegalArgumentException("nothing is seen via \"" + word + "\", only \"live\" or \"catch-up\"");
    }

    private static Fault.Kind kind(String word) {
        for (var kind : Fault.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no fault is of the kind \"" + word + "\"");
    }
}
