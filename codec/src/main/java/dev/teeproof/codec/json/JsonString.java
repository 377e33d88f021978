package dev.teeproof.codec.json;

/** JSON text; read text has no lone surrogates. */
public record JsonString(String value) implements JsonValue {}
