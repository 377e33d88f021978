package dev.teeproof.codec.json;

/** {@code null}. */
public record JsonNull() implements JsonValue {}
