package dev.teeproof.dstack;

import static dev.teeproof.codec.Malformation.LIMIT_EXCEEDED;
import static dev.teeproof.codec.Malformation.WRONG_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import org.junit.jupiter.api.Test;

class SystemConfigTest {

    private static SystemConfig read(String text) throws Exception {
        return SystemConfig.read(Bytes.utf8(text));
    }

    @Test
    void aRealOneHasItsVmConfigAsTheTextThatItIs() throws Exception {
        SystemConfig config = SystemConfig.read(Bytes.copyOf(Conformance.bytes("dstack/simulator-sys-config.json")));

        assertThat(VmConfig.read(config.vmConfig()).osImageHash().toHex()).startsWith("64f0d154");
        assertThat(config.mrConfig()).isEmpty();
    }

    @Test
    void theDocumentStandsInTheConfigurationOrInTheOneInside() throws Exception {
        String inside = "\"vm_config\":\"{\\\"mr_config\\\":\\\"inner\\\"}\"}";

        assertThat(read("{\"mr_config\":\"own\"," + inside).mrConfig()).contains("own");
        assertThat(read("{\"mr_config\":\"\"," + inside).mrConfig()).contains("inner");
        assertThat(read("{" + inside).mrConfig()).contains("inner");
    }

    @Test
    void nothingIsRequired() throws Exception {
        assertThat(read("{\"unknown\":1}")).isEqualTo(SystemConfig.NONE);
    }

    @Test
    void whatNoGuestCopiesOrReadsIsRefused() {
        MalformedEvidenceException large = catchThrowableOfType(
                MalformedEvidenceException.class, () -> read("{\"a\":\"" + "b".repeat(32 << 10) + "\"}"));
        MalformedEvidenceException type =
                catchThrowableOfType(MalformedEvidenceException.class, () -> read("{\"vm_config\":{}}"));

        assertThat(large.code()).isEqualTo(LIMIT_EXCEEDED);
        assertThat(type.code()).isEqualTo(WRONG_TYPE);
        assertThat(type.path()).isEqualTo("sys-config.vm_config");
    }
}
