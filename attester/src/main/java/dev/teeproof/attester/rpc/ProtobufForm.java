package dev.teeproof.attester.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.teeproof.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Messages in protobuf's binary form (proto3): fields in any order, the last of a number counts, unknown ones are ignored, one of
 * another wire type is refused. Defaults are not written.
 */
public final class ProtobufForm {

    private static final Message.Type ERROR = Message.Type.of(Field.string("message", 1));

    private ProtobufForm() {}

    public static Message read(Message.Type type, Bytes body) throws RpcException {
        if (type.fields().isEmpty()) {
            return Message.of(type);
        }
        CodedInputStream in = CodedInputStream.newInstance(body.asBuffer());
        try {
            Message message = Message.of(type);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                message = field(type, message, tag, in);
            }
            return message;
        } catch (IOException e) {
            throw new RpcException(
                    "Failed to decode the request: protobuf at " + in.getTotalBytesRead() + ": " + e.getMessage());
        }
    }

    private static Message field(Message.Type type, Message message, int tag, CodedInputStream in)
            throws IOException, RpcException {
        int number = WireFormat.getTagFieldNumber(tag);
        for (Field field : type.fields()) {
            if (field.number() == number) {
                if (WireFormat.getTagWireType(tag) != wireType(field)) {
                    throw new RpcException("Failed to decode the request: " + field.name() + " has another wire type");
                }
                return message.with(field.name(), value(field, in));
            }
        }
        in.skipField(tag);
        return message;
    }

    private static int wireType(Field field) {
        return switch (field.kind()) {
            case STRING, BYTES -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
            case BOOL -> WireFormat.WIRETYPE_VARINT;
        };
    }

    private static Object value(Field field, CodedInputStream in) throws IOException {
        return switch (field.kind()) {
            case STRING -> in.readStringRequireUtf8();
            case BYTES -> Bytes.copyOf(in.readByteArray());
            case BOOL -> in.readBool();
        };
    }

    public static Bytes write(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (Field field : message.type().fields()) {
                write(field, message, out);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written", e);
        }
        return Bytes.copyOf(bytes.toByteArray());
    }

    private static void write(Field field, Message message, CodedOutputStream out) throws IOException {
        switch (field.kind()) {
            case STRING -> {
                if (!message.string(field.name()).isEmpty()) {
                    out.writeString(field.number(), message.string(field.name()));
                }
            }
            case BYTES -> {
                if (!message.bytes(field.name()).isEmpty()) {
                    out.writeBytes(
                            field.number(),
                            ByteString.copyFrom(message.bytes(field.name()).asBuffer()));
                }
            }
            case BOOL -> {
                if (message.bool(field.name())) {
                    out.writeBool(field.number(), true);
                }
            }
        }
    }

    /** What went wrong: a message with one string. */
    public static Bytes error(String words) {
        return write(Message.of(ERROR).with("message", words));
    }
}
