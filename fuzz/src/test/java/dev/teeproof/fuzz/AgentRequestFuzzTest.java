package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.attester.rpc.Field;
import dev.teeproof.attester.rpc.JsonForm;
import dev.teeproof.attester.rpc.Message;
import dev.teeproof.attester.rpc.ProtobufForm;
import dev.teeproof.attester.rpc.RpcException;
import dev.teeproof.codec.Bytes;
import java.util.Optional;

/** What apps send to the guest agent, in both of its forms. */
class AgentRequestFuzzTest {

    private static final Message.Type TYPE = Message.Type.of(
            Field.bytes("report_data", 1), Field.bool("include_hash_inputs", 2), Field.string("event", 3));

    private interface Form {
        Message read(Message.Type type, Bytes body) throws RpcException;
    }

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Optional<Message> json = read(input, JsonForm::read);
        Optional<Message> protobuf = read(input, ProtobufForm::read);

        json.ifPresent(message -> {
            String written = JsonForm.write(message);
            Reading.same(written.chars().allMatch(c -> c < 0x7f), true);
            Reading.same(
                    read(Bytes.utf8(written).toArray(), JsonForm::read).map(JsonForm::write), Optional.of(written));
        });
        protobuf.ifPresent(message -> {
            Bytes written = ProtobufForm.write(message);
            Reading.same(read(written.toArray(), ProtobufForm::read).map(ProtobufForm::write), Optional.of(written));
        });
    }

    private static Optional<Message> read(byte[] input, Form form) {
        try {
            return Optional.of(form.read(TYPE, Bytes.copyOf(input)));
        } catch (RpcException e) {
            if (e.words().isEmpty()) {
                throw new AssertionError("a refusal that does not say what is wrong", e);
            }
            return Optional.empty();
        }
    }
}
