package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measurement document of a real image with one field changed, with and without the hashes that commit it. */
class MeasurementTamperTest {

    private static final String LINE = "8c9e955f0b577cc8945a891a34ccfa5b8e08bb5e5d249992603e64dd14870e3c";

    /** Offsets are from the end of the field's name; bits are flipped with the mask. */
    @ParameterizedTest(name = "{0}+{1}: {3}")
    @CsvSource({
        "version, 0, 1, MEASUREMENT_FORMAT",
        "version, 0, 7, MEASUREMENT_FORMAT",
        "cmdline_sha384, 0, 1, MEASUREMENT_FORMAT",
        "cmdline_sha384, 1, 1, MEASUREMENT_FORMAT",
        "cmdline_sha384, 2, 1, RTMR2_MISMATCH",
        "cmdline_sha384, 49, 128, RTMR2_MISMATCH",
        "kernel_authenticode, 2, 1, RTMR1_MISMATCH",
        "kernel_authenticode, 49, 128, RTMR1_MISMATCH",
        "initrd_sha384, 2, 1, RTMR2_MISMATCH",
        "initrd_sha384, 49, 128, RTMR2_MISMATCH",
        "ovmf, 9, 1, MEASUREMENT_FORMAT",
        "two_pass, 2, 1, MRTD_MISMATCH",
        "two_pass, 49, 128, MRTD_MISMATCH",
        "td_hob, 0, 1, MEASUREMENT_FORMAT",
        "td_hob, 1, 1, RTMR0_MISMATCH",
        "td_hob, 3, 1, RTMR0_MISMATCH",
        "td_hob, 4, 1, TD_HOB_WITNESS",
        "td_hob, 4, 4, TD_HOB_WITNESS",
        "td_hob, 6, 6, TD_HOB_WITNESS",
        "td_hob, 6, 1, RTMR0_MISMATCH",
        "td_hob, 7, 12, TD_HOB_WITNESS",
        "td_hob, 11, 1, RTMR0_MISMATCH",
        "td_hob, 12, 1, RTMR0_MISMATCH",
        "td_hob, 12, 128, TD_HOB_WITNESS"
    })
    void aChangedFieldIsCaughtByTheHashAndThenByTheRegister(String field, int offset, int bits, ImageCheck code)
            throws Exception {
        Bytes document = Config.measurement();
        Bytes changed = Tamper.flip(document, Tamper.find(document, Bytes.utf8(field)) + field.length() + offset, bits);

        assertThat(failure(Config.carrying(changed, Config.checksums()))).isEqualTo(ImageCheck.MEASUREMENT_HASH);
        assertThat(failure(Config.committing(changed))).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "version",
        "image",
        "cmdline_sha384",
        "kernel_authenticode",
        "initrd_sha384",
        "tdvf",
        "ovmf",
        "mrtd",
        "single_pass",
        "two_pass",
        "td_hob"
    })
    void aMemberUnderAnotherNameIsMissed(String field) throws Exception {
        Bytes changed = Tamper.flipIn(Config.measurement(), Bytes.utf8(field));

        assertThat(failure(Config.committing(changed))).isEqualTo(ImageCheck.MEASUREMENT_FORMAT);
    }

    @Test
    void aDocumentThatIsCutOrContinuedCannotBeRead() throws Exception {
        Bytes document = Config.measurement();

        assertThat(failure(Config.committing(document.slice(0, document.size() - 1))))
                .isEqualTo(ImageCheck.MEASUREMENT_FORMAT);
        assertThat(failure(Config.committing(Bytes.concat(document, Bytes.of(0xf6)))))
                .isEqualTo(ImageCheck.MEASUREMENT_FORMAT);
        assertThat(failure(Config.committing(Bytes.empty()))).isEqualTo(ImageCheck.MEASUREMENT_FORMAT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another digit, '0%s  measurement.tdx.cbor\n', MEASUREMENT_HASH",
        "another name, '%s  measurement.tdx.cbox\n', CHECKSUM_FILE",
        "a name in a folder, '%s  ./measurement.tdx.cbor\n', CHECKSUM_FILE",
        "the name of binary mode, '%s *measurement.tdx.cbor\n', CHECKSUM_FILE",
        "no name, '%s\n', CHECKSUM_FILE",
        "the name twice, '%1$s  measurement.tdx.cbor\n%1$s  measurement.tdx.cbor\n', CHECKSUM_FILE",
        "a line without a name, '%s  measurement.tdx.cbor\nabc\n', CHECKSUM_FILE",
        "nothing, '', CHECKSUM_FILE"
    })
    void aChangedChecksumFileIsCaughtByItsHashAndThenByItsRules(String name, String format, ImageCheck code)
            throws Exception {
        String sum = Config.checksums().toUtf8("sha256sum.txt").substring(0, 64);
        boolean digit = format.startsWith("0");
        String text = digit
                ? format.substring(1).formatted((sum.startsWith("0") ? "1" : "0") + sum.substring(1))
                : format.formatted(sum);
        Bytes checksums = Bytes.utf8(text);

        assertThat(failure(Config.carrying(Config.measurement(), checksums)))
                .as(name)
                .isEqualTo(ImageCheck.OS_IMAGE_HASH);
        assertThat(failure(Config.committing(Config.measurement(), checksums)))
                .as(name)
                .isEqualTo(code);
    }

    @Test
    void aChecksumThatIsTooShortIsNone() throws Exception {
        Bytes checksums = Bytes.utf8(LINE.substring(0, 50) + "  measurement.tdx.cbor\n");

        assertThat(failure(Config.committing(Config.measurement(), checksums))).isEqualTo(ImageCheck.CHECKSUM_FILE);
    }

    /**
     * Whoever builds an image may commit the same kernel, command line, initrd and firmware in another manifest. The
     * registers fit that as well, so the hash of the image is never proven by them, and the claim says so.
     */
    @Test
    void anotherManifestOfTheSameFilesFitsAndIsSaidToFitOnly() throws Exception {
        Bytes more = Bytes.concat(Config.checksums(), Bytes.utf8("00  rootfs.img\n"));

        AttestationResult result =
                Real.verifyLite(Real.withConfig(Real.lite(), Config.committing(Config.measurement(), more)));

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.claim(ClaimName.OS_IMAGE_HASH).orElseThrow().proof()).isInstanceOf(Proof.FitsTo.class);
        assertThat(result.claim(ClaimName.OS_IMAGE_HASH).orElseThrow().proof().trustAnchor())
                .isEmpty();
    }

    /** The digest of one-pass firmware plays no part on a machine of two passes. */
    @Test
    void theOtherOrdersDigestIsNotLookedAt() throws Exception {
        Bytes document = Config.measurement();
        int at = Tamper.find(document, Bytes.utf8("single_pass")) + 11 + 2;

        AttestationResult result =
                Real.verifyLite(Real.withConfig(Real.lite(), Config.committing(Tamper.flip(document, at))));

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.claim(ClaimName.MEASUREMENT_DOCUMENT).orElseThrow().proof())
                .isInstanceOf(Proof.FitsTo.class);
    }

    private static ImageCheck failure(String config) throws Exception {
        AttestationResult result = Real.verifyLite(Real.withConfig(Real.lite(), config));
        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        return (ImageCheck) Real.firstFailure(result);
    }
}
