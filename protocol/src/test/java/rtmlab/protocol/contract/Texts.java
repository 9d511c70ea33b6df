package rtmlab.protocol.contract;

import java.time.Duration;

/** What the contracts share: a text that breaks careless encodings, and a patience that only a hang exhausts. */
final class Texts {

    /** Quotes, markup, line breaks, letters beyond Latin and beyond 16 bits. */
    static final String ANY =
            "\"quoted\" 'single' \\ / <@U1> &amp; <b>\n\r\n\ttabbed {\"json\":[1]} % _ $1 : ; grüß 日本語 👋🏽 \u2028";

    static final Duration LONG = Duration.ofSeconds(20);

    private Texts() {}
}
