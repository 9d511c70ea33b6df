package rtmlab.protocol;

/** A person in a workspace. */
public record User(UserId id, String name) {}
