package rtmlab.protocol;

/** An address that a message links to, and what to show for it. */
public record Link(String url, String title) {}
