package rtmlab.checkers.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that an event can have when it is written down, in the order in which they are written. */
enum Field {
    TYPE("type", String.class),
    AT_MICROS("atMicros", Long.class),
    MEMBER("member", String.class),
    CHANNEL("channel", String.class),
    ID("id", String.class),
    READ("read", String.class),
    TS("ts", String.class),
    SENDER("sender", String.class),
    TEXT("text", String.class),
    ATTEMPT("attempt", Long.class),
    VIA("via", String.class),
    ERROR("error", String.class),
    REASON("reason", String.class),
    COUNT("count", Long.class),
    IDS("ids", List.class),
    WITHIN_MICROS("withinMicros", Long.class),
    KIND("kind", String.class),
    NODE("node", String.class),
    STEP("step", String.class),
    HIT("hit", Boolean.class);

    private static final Map<String, Field> BY_NAME = new HashMap<>();

    static {
        for (var field : values()) {
            BY_NAME.put(field.written, field);
        }
    }

    final String written;
    final Class<?> type;

    Field(String written, Class<?> type) {
        this.written = written;
        this.type = type;
    }

    static @Nullable Field named(String name) {
        return BY_NAME.get(name);
    }
}
