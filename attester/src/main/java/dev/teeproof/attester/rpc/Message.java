package dev.teeproof.attester.rpc;

import dev.teeproof.codec.Bytes;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message: the values of the fields that its type has.
 *
 * @param values a {@link String}, {@link Bytes} or {@link Boolean} by the field's name; one that is not there has its default
 */
public record Message(Type type, Map<String, Object> values) {

    /** Which fields a message has, in the order in which they are written. */
    public record Type(List<Field> fields) {

        /** Without any field. */
        public static final Type EMPTY = new Type(List.of());

        public Type {
            fields = List.copyOf(fields);
        }

        public static Type of(Field... fields) {
            return new Type(Arrays.asList(fields));
        }
    }

    /** Without any field. */
    public static final Message EMPTY = new Message(Type.EMPTY, Map.of());

    public Message {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** All of whose fields have their defaults. */
    public static Message of(Type type) {
        return new Message(type, Map.of());
    }

    /**
     * With another value of one field.
     *
     * @throws IllegalArgumentException if the type has no such field
     */
    public Message with(String name, Object value) {
        if (type.fields.stream().noneMatch(field -> field.name().equals(name))) {
            throw new IllegalArgumentException("there is no field " + name);
        }
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Message(type, more);
    }

    public String string(String name) {
        return (String) values.getOrDefault(name, "");
    }

    public Bytes bytes(String name) {
        return (Bytes) values.getOrDefault(name, Bytes.empty());
    }

    public boolean bool(String name) {
        return (boolean) values.getOrDefault(name, false);
    }
}
