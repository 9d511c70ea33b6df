package rtmlab.labs.api;

/** A crash that makes one message stand in the log twice. */
public interface TwicePlaced {

    /** In words, such as {@code crash before web-app-1: http answer /api/chat.postMessage #1}. */
    String crash();
}
