package dev.teeproof.snp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A real report with one bit changed, for every bit: it is refused at the check or the field that the bit is of. */
class RealTamperTest {

    private static final SnpVerifier VERIFIER =
            SnpVerifier.of(AmdTrustAnchors.amd()).remembering(100);

    @Test
    void noBitOfAReportCanBeChanged() throws MalformedEvidenceException {
        Map<SnpCheck, Integer> refused = new EnumMap<>(SnpCheck.class);
        Map<SnpFault, Integer> malformed = new EnumMap<>(SnpFault.class);
        Bytes report = Real.dstackBytes();
        for (int at = 0; at < SnpReport.SIZE; at++) {
            // Signatures cost a millisecond each: one bit of each signed byte, and all bits of the others.
            for (int bit : at < 0x2a0 ? new int[] {at % 8} : new int[] {0, 1, 2, 3, 4, 5, 6, 7}) {
                byte[] changed = report.toArray();
                changed[at] ^= (byte) (1 << bit);
                try {
                    SnpReport read = SnpReport.parse(Bytes.copyOf(changed));
                    RefusedReport verdict =
                            (RefusedReport) VERIFIER.authenticate(read, Real.dstackEndorsement(), Real.AT);
                    refused.merge((SnpCheck) verdict.reason().code(), 1, Integer::sum);
                } catch (MalformedEvidenceException e) {
                    malformed.merge((SnpFault) e.code(), 1, Integer::sum);
                }
            }
        }

        assertThat(refused.keySet())
                .isSubsetOf(EnumSet.of(
                        SnpCheck.REPORT_SIGNATURE,
                        SnpCheck.CHIP_KEY_MASKED,
                        SnpCheck.SIGNING_KEY_UNSUPPORTED,
                        SnpCheck.VEK_CHAIN_UNTRUSTED,
                        SnpCheck.PRODUCT_UNKNOWN,
                        SnpCheck.VEK_PRODUCT_MISMATCH));
        assertThat(refused.get(SnpCheck.REPORT_SIGNATURE)).isGreaterThan(1_200);
        assertThat(malformed.get(SnpFault.REPORT_RESERVED)).isGreaterThan(368 * 8);
        assertThat(malformed.get(SnpFault.REPORT_BAD_SIGNATURE)).isEqualTo(2 * 24 * 8);
        assertThat(malformed.keySet()).doesNotContain(SnpFault.REPORT_BAD_LENGTH);
    }

    @Test
    void onlyTheExactLengthIsAReport() {
        Set<Integer> sizes = Set.of(0, 1, 4, 671, 672, 1183, 1185, 2368);
        for (int size : sizes) {
            Bytes bytes = size <= SnpReport.SIZE
                    ? Real.dstackBytes().slice(0, size)
                    : Bytes.concat(Real.dstackBytes(), Bytes.zeros(size - SnpReport.SIZE));
            assertThat(code(bytes)).isEqualTo(SnpFault.REPORT_BAD_LENGTH);
        }
    }

    private static MalformationCode code(Bytes bytes) {
        try {
            SnpReport.parse(bytes);
            throw new AssertionError("it was read");
        } catch (MalformedEvidenceException e) {
            return e.code();
        }
    }
}
