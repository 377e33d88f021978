package dev.teeproof.codec.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackLimitsTest {

    @ParameterizedTest(name = "{0} 200,000 times")
    @ValueSource(strings = {"91", "81a16b", "dc0001", "dd00000001", "de0001a16b"})
    void deepNestingIsRefusedWithoutRecursion(String opening) {
        Bytes deep = Bytes.hex("81a16b" + opening.repeat(200_000) + "c0");

        assertThat(Refusal.code(() -> MessagePackReader.of(deep, "top").map())).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void deepNestingInAnArrayIsRefusedToo() {
        Bytes deep = Bytes.hex("91".repeat(200_000) + "c0");

        assertThat(Refusal.code(() -> MessagePackReader.of(deep, "top").array()))
                .isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void asManyLevelsAsTheLimitSaysAreSteppedOver() throws MalformedEvidenceException {
        int most = MessagePackReader.MAX_DEPTH - 1;

        assertThat(mapAround("91".repeat(most) + "c0").map().required("k").array())
                .hasSize(1);
        assertThat(Refusal.code(() -> mapAround("91".repeat(most + 1) + "c0").map()))
                .isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void sixtyFourMembersAreReadAndOneMoreIsNot() throws MalformedEvidenceException {
        assertThat(mapOf(64).map().readers()).hasSize(64);
        assertThat(Refusal.code(() -> mapOf(65).map())).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void asManyElementsAsTheLimitSaysAreReadAndOneMoreIsNot() throws MalformedEvidenceException {
        assertThat(arrayOf(MessagePackReader.MAX_ELEMENTS).array()).hasSize(MessagePackReader.MAX_ELEMENTS);
        assertThat(Refusal.code(
                        () -> arrayOf(MessagePackReader.MAX_ELEMENTS + 1).array()))
                .isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void aLongKeyIsCutInPaths() throws MalformedEvidenceException {
        Bytes map = new MessagePackWriter()
                .map(1)
                .string("k".repeat(1000))
                .unsigned(0)
                .toBytes();
        MessagePackReader value = MessagePackReader.of(map, "top").map().required("k".repeat(1000));

        assertThat(Refusal.of(value::string).path()).isEqualTo("top." + "k".repeat(40) + "\u2026");
    }

    private static MessagePackReader mapAround(String hex) {
        return MessagePackReader.of(Bytes.hex("81a16b" + hex), "top");
    }

    private static MessagePackReader mapOf(int members) {
        MessagePackWriter out = new MessagePackWriter().map(members);
        for (int i = 0; i < members; i++) {
            out.string("k" + i).unsigned(i);
        }
        return MessagePackReader.of(out.toBytes(), "top");
    }

    private static MessagePackReader arrayOf(int elements) {
        return MessagePackReader.of(
                new MessagePackWriter().integers(Bytes.zeros(elements)).toBytes(), "top");
    }
}
