package dev.teeproof.codec.json;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Reads JSON more strictly than the tokeniser below it: well-formed UTF-8 without a byte order mark, one value with
 * nothing behind it, no member twice in an object, no lone surrogate, no number beyond the finite doubles. Bounded in
 * depth and in the number of values, so memory stays within a few times the input's size.
 *
 * @see "RFC 8259; RFC 7493 (I-JSON)"
 */
public final class Json {

    static final int MAX_DEPTH = 32;

    /** Values in one document; the largest TCB info has about five thousand. */
    static final int MAX_VALUES = 50_000;

    /** Characters; a path that is longer is told as far as it was known. */
    private static final int MAX_PATH = 120;

    private final JsonParser parser;
    private final Bytes input;
    private final int maxValues;
    private int values;

    private Json(JsonParser parser, Bytes input, int maxValues) {
        this.parser = parser;
        this.input = input;
        this.maxValues = maxValues;
    }

    /**
     * The value that {@code input} is the text of.
     *
     * @param path names the document in errors
     */
    public static JsonValue read(Bytes input, String path) throws MalformedEvidenceException {
        return read(input, path, MAX_VALUES);
    }

    /**
     * Like {@link #read(Bytes, String)}, for documents that are larger than is usual.
     *
     * @param maxValues how many values the document may have, itself among them
     */
    public static JsonValue read(Bytes input, String path, int maxValues) throws MalformedEvidenceException {
        String text = input.toUtf8(path);
        if (input.size() >= 3 && input.at(0) == 0xef && input.at(1) == 0xbb && input.at(2) == 0xbf) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, "no byte order mark");
        }
        if (text.indexOf(0) >= 0) {
            throw nul(input, path);
        }
        // A factory of its own for each document: no table of names that one sender could fill for another.
        JsonFactory factory = JsonFactory.builder()
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(Math.max(1, input.size()))
                        .maxNameLength(Math.max(1, input.size()))
                        .build())
                .build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), input.toArray())) {
            Json json = new Json(parser, input, maxValues);
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedEvidenceException(Malformation.TRUNCATED, path, 0, "a JSON value");
            }
            JsonValue value = json.value(first, () -> path);
            if (parser.nextToken() != null) {
                throw json.fault(Malformation.TRAILING_BYTES, path, "the end of the document");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, path, offset(e), "JSON within the limits of depth and length");
        } catch (JacksonException e) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, offset(e), "JSON (RFC 8259)");
        }
    }

    /** Like {@link #read}, for a document that must be an object. */
    public static JsonObject readObject(Bytes input, String path) throws MalformedEvidenceException {
        return readObject(input, path, MAX_VALUES);
    }

    /** Like {@link #readObject(Bytes, String)}, for a document that may have as many values as the caller says. */
    public static JsonObject readObject(Bytes input, String path, int maxValues) throws MalformedEvidenceException {
        if (read(input, path, maxValues) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedEvidenceException(Malformation.WRONG_TYPE, path, 0, "a JSON object");
    }

    /** Like {@link #read}, for a document that must be an array. */
    public static JsonArray readArray(Bytes input, String path) throws MalformedEvidenceException {
        return readArray(input, path, MAX_VALUES);
    }

    /** Like {@link #readArray(Bytes, String)}, for a document that may have as many values as the caller says. */
    public static JsonArray readArray(Bytes input, String path, int maxValues) throws MalformedEvidenceException {
        if (read(input, path, maxValues) instanceof JsonArray array) {
            return array;
        }
        throw new MalformedEvidenceException(Malformation.WRONG_TYPE, path, 0, "a JSON array");
    }

    /** Compact text: no blanks, members in their order. */
    public static String write(JsonValue value) {
        return write(value, ObjectWriteContext.empty());
    }

    /** Indented text, for people. */
    public static String pretty(JsonValue value) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
        PrettyPrinter printer =
                new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
        return write(value, new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return printer;
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        });
    }

    private static String write(JsonValue value, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(context, text)) {
            write(value, out);
        }
        return text.toString();
    }

    private static void write(JsonValue value, JsonGenerator out) {
        switch (value) {
            case JsonObject object -> {
                out.writeStartObject();
                object.members().forEach((name, member) -> {
                    out.writeName(name);
                    write(member, out);
                });
                out.writeEndObject();
            }
            case JsonArray array -> {
                out.writeStartArray();
                array.elements().forEach(element -> write(element, out));
                out.writeEndArray();
            }
            case JsonString string -> out.writeString(string.value());
            case JsonNumber number -> out.writeNumber(number.text());
            case JsonBoolean bool -> out.writeBoolean(bool.value());
            case JsonNull nothing -> out.writeNull();
        }
    }

    /** No JSON text has a NUL, but UTF-16 and UTF-32 without a mark do, and the tokeniser would read them. */
    private static MalformedEvidenceException nul(Bytes input, String path) {
        int at = 0;
        while (input.at(at) != 0) {
            at++;
        }
        return new MalformedEvidenceException(Malformation.BAD_VALUE, path, at, "JSON in UTF-8, without NUL");
    }

    /** Recursion is bounded by {@link #MAX_DEPTH}, which the tokeniser holds. */
    private JsonValue value(JsonToken token, Place place) throws MalformedEvidenceException {
        if (++values > maxValues) {
            throw fault(Malformation.LIMIT_EXCEEDED, place.path(), "at most " + maxValues + " values");
        }
        return switch (token) {
            case START_OBJECT -> object(place.path());
            case START_ARRAY -> array(place.path());
            case VALUE_STRING -> string(place);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(place);
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> new JsonNull();
            default -> throw fault(Malformation.BAD_VALUE, place.path(), "a JSON value");
        };
    }

    /** Where a value stands; put together only for what holds others, and for errors. */
    private interface Place {
        String path();
    }

    private JsonObject object(String path) throws MalformedEvidenceException {
        long start = parser.currentTokenLocation().getByteOffset();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (!isText(name)) {
                throw notText(path);
            }
            if (members.containsKey(name)) {
                throw fault(Malformation.DUPLICATE, path, "each member once");
            }
            members.put(name, value(parser.nextToken(), () -> child(path, name)));
        }
        long end = parser.currentTokenLocation().getByteOffset() + 1;
        return new JsonObject(path, start, input.slice((int) start, (int) end), new ReadMembers(members));
    }

    private JsonArray array(String path) throws MalformedEvidenceException {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            int index = elements.size();
            elements.add(value(token, () -> path + "[" + index + "]"));
        }
        return new JsonArray(path, elements);
    }

    private JsonString string(Place place) throws MalformedEvidenceException {
        String text = parser.getString();
        if (!isText(text)) {
            throw notText(place.path());
        }
        return new JsonString(text);
    }

    private JsonNumber number(Place place) throws MalformedEvidenceException {
        JsonNumber number = new JsonNumber(parser.getString());
        // Digits that a long holds need no look at how large a double can be.
        boolean small = number.isInteger() && number.text().length() < 19;
        if (!small && Double.isInfinite(number.doubleValue())) {
            throw fault(Malformation.BAD_VALUE, place.path(), "a finite number");
        }
        return number;
    }

    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private MalformedEvidenceException notText(String path) {
        return fault(Malformation.NOT_TEXT, path, "text without lone surrogates");
    }

    /** Names are cut in paths, and paths that have grown long grow no more: every element holds its own. */
    private static String child(String path, String name) {
        if (path.length() > MAX_PATH) {
            return path;
        }
        String cut = name.length() <= 40 ? name : name.substring(0, 40) + "…";
        return path.isEmpty() ? cut : path + "." + cut;
    }

    private MalformedEvidenceException fault(Malformation code, String path, String expected) {
        return new MalformedEvidenceException(
                code, path, parser.currentTokenLocation().getByteOffset(), expected);
    }

    private static long offset(JacksonException e) {
        return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
    }
}
