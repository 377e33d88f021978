package dev.teeproof.dstack;

import static dev.teeproof.codec.Malformation.LIMIT_EXCEEDED;
import static dev.teeproof.codec.Malformation.TRAILING_BYTES;
import static dev.teeproof.codec.Malformation.TRUNCATED;
import static dev.teeproof.codec.Malformation.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The smallest attestation of V0: no quote, no events, an empty configuration. */
class AttestationFrameTest {

    private static final String REPORT_DATA = "00".repeat(64);
    private static final String EMPTY_V0 = "0000" + "00" + "00" + "00" + REPORT_DATA + "00";

    @Test
    void theSmallestAttestationIsRead() throws Exception {
        assertThat(Attestation.decode(Bytes.hex(EMPTY_V0)).encode()).isEqualTo(Bytes.hex(EMPTY_V0));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', TRUNCATED, attestation",
        "01, BAD_VALUE, attestation",
        "7f, BAD_VALUE, attestation",
        "90, BAD_VALUE, attestation",
        "a0, BAD_VALUE, attestation",
        "dd, BAD_VALUE, attestation",
        "ff, BAD_VALUE, attestation",
        "80, MISSING, attestation.version",
        "de0000, MISSING, attestation.version",
        "df00000000, MISSING, attestation.version",
        "8001, TRAILING_BYTES, attestation",
        "00, TRUNCATED, attestation.platform",
        "0005, BAD_VALUE, attestation.platform",
        "00ff, BAD_VALUE, attestation.platform",
        "0000, TRUNCATED, attestation.quote",
        "000004, TRUNCATED, attestation.quote",
        "00000100, NOT_MINIMAL, attestation.quote",
        "000007, BAD_VALUE, attestation.quote",
        "0000" + "03ffffffff" + ", TRUNCATED, attestation.quote",
        "000000" + "04" + ", TRUNCATED, attestation.event_log",
        "000000" + "03ffffffff" + ", TRUNCATED, attestation.event_log",
        "00000000" + "feffffff" + ", TRUNCATED, attestation.runtime_events",
    })
    void whatStartsOtherwiseOrEndsEarlyIsRefused(String hex, Malformation code, String path) {
        MalformedEvidenceException fault = fault(Bytes.hex(hex));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    @Test
    void nothingMayFollow() throws Exception {
        assertThat(fault(Bytes.hex(EMPTY_V0 + "00")).code()).isEqualTo(TRAILING_BYTES);
        assertThat(fault(Bytes.hex(Golden.POD + "00")).code()).isEqualTo(TRAILING_BYTES);
        Bytes twice = Bytes.concat(RealEvidence.guestAgentBytes(), Bytes.of(0));
        assertThat(fault(twice).offset()).isEqualTo(9504);
    }

    @Test
    void everyByteMustBeThere() {
        Bytes whole = Bytes.hex(Golden.POD);
        for (int size = 0; size < whole.size(); size++) {
            assertThat(fault(whole.slice(0, size)).code()).isEqualTo(TRUNCATED);
        }
        Bytes empty = Bytes.hex(EMPTY_V0);
        for (int size = 0; size < empty.size(); size++) {
            assertThat(fault(empty.slice(0, size)).code()).isEqualTo(TRUNCATED);
        }
    }

    @Test
    void textMustBeUtf8() {
        MalformedEvidenceException fault = fault(Bytes.hex("0000" + "0000" + "00" + REPORT_DATA + "04ff"));

        assertThat(fault.code()).isEqualTo(Malformation.NOT_TEXT);
    }

    @Test
    void moreThanTenMebibytesAreRefusedUnread() {
        MalformedEvidenceException fault = fault(Bytes.zeros(Attestation.MAX_SIZE + 1));

        assertThat(Attestation.MAX_SIZE).isEqualTo(10_485_760);
        assertThat(fault.code()).isEqualTo(LIMIT_EXCEEDED);
        assertThat(fault(Bytes.zeros(Attestation.MAX_SIZE)).code()).isNotEqualTo(LIMIT_EXCEEDED);
    }

    @Test
    void tenMebibytesOfTinyEventsAreRefusedBeforeTheyAreMade() {
        // Five million runtime events of two bytes each; 5000000 << 2 | 2 as a compact number.
        Bytes scale = Bytes.concat(Bytes.hex("00000000" + "022d3101"), Bytes.zeros(10_000_000), Bytes.zeros(65));
        assertThat(fault(scale).code()).isEqualTo(LIMIT_EXCEEDED);
        assertThat(fault(scale).path()).isEqualTo("attestation.runtime_events");

        // Nine hundred thousand entries of the event log of eleven bytes each.
        Bytes entries = Bytes.concat(Bytes.hex("000000" + "82ee3600"), Bytes.zeros(9_900_000), Bytes.zeros(66));
        assertThat(fault(entries).code()).isEqualTo(LIMIT_EXCEEDED);
        assertThat(fault(entries).path()).isEqualTo("attestation.event_log");

        // Ten million elements of one byte each.
        int at = Golden.POD.indexOf("9182a56576656e74a3706f64a77061796c6f6164c404cafebabe");
        Bytes messagePack = Bytes.concat(
                Bytes.hex(Golden.POD.substring(0, at)),
                Bytes.hex("dd00989680"),
                Bytes.zeros(10_000_000),
                Bytes.hex(Golden.POD.substring(at + "9182a56576656e74a3706f64a77061796c6f6164c404cafebabe".length())));
        assertThat(fault(messagePack).code()).isEqualTo(LIMIT_EXCEEDED);
        assertThat(fault(messagePack).path()).isEqualTo("attestation.stack.data.runtime_events");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "GCP, 00010404000801ff0402040e00000018736861323536080000000104020000000409, Intel TDX on GCP",
        "Nitro, 000208d284, AWS Nitro Enclaves",
        "NitroTPM, 000408d284, AWS NitroTPM",
    })
    void theOtherPlatformsOfScaleAreRefusedByName(String name, String hex, String inWords) {
        assertRefusedByName(Bytes.hex(hex + "00" + REPORT_DATA + "00"), "attestation.platform", inWords);
    }

    @Test
    void theOtherPlatformsOfMessagePackAreRefusedByName() {
        assertRefusedByName(Bytes.hex(Golden.GCP_TDX), "attestation.platform.kind", "Intel TDX on GCP");
        assertRefusedByName(Bytes.hex(Golden.NITRO_ENCLAVE), "attestation.platform.kind", "AWS Nitro Enclaves");
        assertRefusedByName(Bytes.hex(Golden.AWS_NITRO_TPM), "attestation.platform.kind", "AWS NitroTPM");
    }

    private static void assertRefusedByName(Bytes attestation, String path, String name) {
        MalformedEvidenceException fault = fault(attestation);

        assertThat(fault.code()).isEqualTo(UNSUPPORTED);
        assertThat(fault.path()).isEqualTo(path);
        assertThat(fault.expected()).isEqualTo("Intel TDX or AMD SEV-SNP; " + name + " is not supported yet");
    }

    private static MalformedEvidenceException fault(Bytes bytes) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> Attestation.decode(bytes));
    }
}
