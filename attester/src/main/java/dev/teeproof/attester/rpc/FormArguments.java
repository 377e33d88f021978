package dev.teeproof.attester.rpc;

import dev.teeproof.codec.MalformedEvidenceException;
import java.util.Map;

/** Messages as the arguments of a query: every value is text, taken for what its field has. */
public final class FormArguments {

    private FormArguments() {}

    /** @param arguments decoded, the last of each name */
    public static Message read(Message.Type type, Map<String, String> arguments) throws RpcException {
        Message message = Message.of(type);
        for (Field field : type.fields()) {
            String text = arguments.get(field.name());
            if (text != null) {
                message = message.with(field.name(), value(field, text));
            }
        }
        return message;
    }

    private static Object value(Field field, String text) throws RpcException {
        try {
            return switch (field.kind()) {
                case STRING -> text;
                case BYTES -> JsonForm.hex(text, field.name());
                case BOOL -> bool(field, text);
            };
        } catch (MalformedEvidenceException e) {
            throw new RpcException("Failed to decode the query: " + e.inWords());
        }
    }

    private static boolean bool(Field field, String text) throws RpcException {
        return switch (text) {
            case "true", "1", "on", "" -> true;
            case "false", "0", "off" -> false;
            default ->
                throw new RpcException("Failed to decode the query: " + field.name() + ": expected true or false");
        };
    }
}
