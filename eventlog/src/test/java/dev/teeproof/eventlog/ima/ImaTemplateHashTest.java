package dev.teeproof.eventlog.ima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.HashAlgorithm;
import org.junit.jupiter.api.Test;

class ImaTemplateHashTest {

    private static final Bytes SHA1_OF_NOTHING = Bytes.hex("da39a3ee5e6b4b0d3255bfef95601890afd80709");

    @Test
    void theHashIsThatOfTheData() throws MalformedEvidenceException {
        Content.ImaTemplate vector = (Content.ImaTemplate) ImaReaderTest.RECORD.content();

        assertThat(ImaTemplateHash.of(vector, HashAlgorithm.SHA1))
                .hasValue(Bytes.hex("8337fb6f795e193a07c9d0bb44cccba14ae54cb5"));
        assertThat(ImaTemplateHash.of(vector, HashAlgorithm.SHA256))
                .hasValue(Bytes.hex("cecba18faf51b71d13113250f85052f1d85abe8ff77efa3c7ccb86dca18f4897"));
        assertThat(ImaTemplateHash.of(vector, new HashAlgorithm(0x99))).isEmpty();
    }

    @Test
    void theLegacyTemplateHashesTheNameFilledUp() throws MalformedEvidenceException {
        assertThat(ImaTemplateHash.of(legacy("boot_aggregate"), HashAlgorithm.SHA1))
                .hasValue(Bytes.hex("8f61835fbbc7e81a1f9d9d6597fb2f4c5b1955fd"));
        assertThat(ImaTemplateHash.of(legacy("x".repeat(256)), HashAlgorithm.SHA1))
                .isPresent();
    }

    @Test
    void legacyDataThatAreNoneHaveNoHash() {
        assertThatThrownBy(() -> ImaTemplateHash.of(legacy("x".repeat(257)), HashAlgorithm.SHA1))
                .isInstanceOf(MalformedEvidenceException.class);
        assertThatThrownBy(
                        () -> ImaTemplateHash.of(new Content.ImaTemplate("ima", Bytes.zeros(23)), HashAlgorithm.SHA1))
                .isInstanceOf(MalformedEvidenceException.class);
    }

    private static Content.ImaTemplate legacy(String name) {
        ByteWriter data = new ByteWriter().bytes(SHA1_OF_NOTHING).u32le(name.length());
        return new Content.ImaTemplate("ima", data.bytes(Bytes.utf8(name)).toBytes());
    }
}
