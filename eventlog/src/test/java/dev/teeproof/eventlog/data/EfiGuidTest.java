package dev.teeproof.eventlog.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import org.junit.jupiter.api.Test;

class EfiGuidTest {

    @Test
    void isWrittenAsUefiWritesItOrInTheOrderOfItsBytes() {
        EfiGuid guid = EfiGuid.GLOBAL_VARIABLE;

        assertThat(guid).hasToString("8be4df61-93ca-11d2-aa0d-00e098032b8c");
        assertThat(guid.toUpperCase()).isEqualTo("8BE4DF61-93CA-11D2-AA0D-00E098032B8C");
        assertThat(guid.inByteOrder()).isEqualTo("61dfe48b-ca93-d211-aa0d-00e098032b8c");
    }

    @Test
    void knowsTheNamespacesOfSecureBootAndShim() {
        assertThat(EfiGuid.IMAGE_SECURITY_DATABASE).hasToString("d719b2cb-3d3a-4596-a3bc-dad00e67656f");
        assertThat(EfiGuid.SHIM_LOCK).hasToString("605dab50-e046-4300-abb6-3dd810dd8b23");
    }

    @Test
    void hasSixteenBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EfiGuid(Bytes.zeros(15)));
    }
}
