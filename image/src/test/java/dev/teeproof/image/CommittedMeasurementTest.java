package dev.teeproof.image;

import static dev.teeproof.image.ImageCheck.CHECKSUM_FILE;
import static dev.teeproof.image.ImageCheck.MEASUREMENT_FORMAT;
import static dev.teeproof.image.ImageCheck.MEASUREMENT_HASH;
import static dev.teeproof.image.ImageCheck.OS_IMAGE_HASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommittedMeasurementTest {

    private static final List<ImageCheck> CHAIN =
            List.of(OS_IMAGE_HASH, CHECKSUM_FILE, MEASUREMENT_HASH, MEASUREMENT_FORMAT);

    private final CheckList checks = new CheckList(CHAIN);

    @Test
    void aReleasedImagesDocumentIsCommitted() throws Exception {
        CommittedMeasurement<TdxMeasurement> committed = CommittedMeasurement.ofTdx(
                RealMeasurement.OS_IMAGE_HASH, RealMeasurement.CHECKSUMS, RealMeasurement.DOCUMENT, checks);

        assertThat(committed.osImageHash()).isEqualTo(RealMeasurement.OS_IMAGE_HASH);
        assertThat(committed.documentHash()).isEqualTo(RealMeasurement.DOCUMENT_HASH);
        assertThat(committed.measurement()).isEqualTo(TdxMeasurement.read(RealMeasurement.DOCUMENT));
        assertThat(checks.checks()).extracting(Check::outcome).containsOnly(Outcome.PASSED);
    }

    @Test
    void aReleasedImagesDocumentForSnpIsCommittedByTheSameRules() throws Exception {
        CommittedMeasurement<SnpMeasurement> committed = CommittedMeasurement.ofSnp(
                RealSnpMeasurement.OS_IMAGE_HASH, RealSnpMeasurement.CHECKSUMS, RealSnpMeasurement.DOCUMENT, checks);

        assertThat(committed.osImageHash()).isEqualTo(RealSnpMeasurement.OS_IMAGE_HASH);
        assertThat(committed.documentHash()).isEqualTo(RealSnpMeasurement.DOCUMENT_HASH);
        assertThat(committed.measurement()).isEqualTo(RealSnpMeasurement.MEASUREMENT);
        assertThat(checks.checks()).extracting(Check::outcome).containsOnly(Outcome.PASSED);
    }

    @Test
    void aDocumentForTdxDoesNotStandForOneForSnp() {
        Check failed = catchThrowableOfType(
                        CheckFailedException.class,
                        () -> CommittedMeasurement.ofSnp(
                                RealMeasurement.OS_IMAGE_HASH,
                                RealMeasurement.CHECKSUMS,
                                RealMeasurement.DOCUMENT,
                                checks))
                .check();

        assertThat(failed.statement()).contains("a line for measurement.snp.cbor");
        assertOnlyFailureIs(CHECKSUM_FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e6f5", "e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09da"})
    void anotherImageHashIsRefused(String hash) {
        Check failed = failure(Bytes.hex(hash), RealMeasurement.CHECKSUMS, RealMeasurement.DOCUMENT);

        assertThat(failed.code()).isEqualTo(OS_IMAGE_HASH);
        assertThat(failed.expected()).contains(hash);
        assertThat(failed.actual()).contains(RealMeasurement.OS_IMAGE_HASH.toHex());
        assertOnlyFailureIs(OS_IMAGE_HASH);
    }

    @Test
    void aListWithoutTheDocumentIsRefused() {
        ChecksumFile other = new ChecksumFile(Bytes.utf8(RealMeasurement.DOCUMENT_HASH + "  measurement.snp.cbor\n"));

        failure(other.hash(), other, RealMeasurement.DOCUMENT);

        assertOnlyFailureIs(CHECKSUM_FILE);
    }

    @Test
    void anotherDocumentIsRefusedAtItsHash() {
        Bytes changed = Bytes.hex(RealMeasurement.HEX.replace(RealMeasurement.INITRD, "00".repeat(48)));

        Check failed = failure(RealMeasurement.OS_IMAGE_HASH, RealMeasurement.CHECKSUMS, changed);

        assertThat(failed.expected()).contains(RealMeasurement.DOCUMENT_HASH.toHex());
        assertOnlyFailureIs(MEASUREMENT_HASH);
    }

    @Test
    void aCommittedDocumentThatCannotBeReadIsRefused() {
        Bytes trailing = Bytes.concat(RealMeasurement.DOCUMENT, Bytes.of(0));
        ChecksumFile list =
                new ChecksumFile(Bytes.utf8(Digest.SHA_256.of(trailing).toHex() + "  measurement.tdx.cbor\n"));

        Check failed = failure(list.hash(), list, trailing);

        assertThat(failed.statement()).contains("measurement.tdx.cbor cannot be read at offset 384");
        assertOnlyFailureIs(MEASUREMENT_FORMAT);
    }

    private Check failure(Bytes osImageHash, ChecksumFile list, Bytes document) {
        return catchThrowableOfType(
                        CheckFailedException.class,
                        () -> CommittedMeasurement.ofTdx(osImageHash, list, document, checks))
                .check();
    }

    /** Those before it passed, those after it did not run. */
    private void assertOnlyFailureIs(ImageCheck code) {
        int at = CHAIN.indexOf(code);
        for (int i = 0; i < CHAIN.size(); i++) {
            Outcome expected = i < at ? Outcome.PASSED : i == at ? Outcome.FAILED : Outcome.NOT_RUN;
            assertThat(checks.checks().get(i).outcome()).isEqualTo(expected);
        }
    }
}
