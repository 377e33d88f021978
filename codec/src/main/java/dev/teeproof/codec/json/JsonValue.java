package dev.teeproof.codec.json;

/** A JSON value, as received or to be written. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
