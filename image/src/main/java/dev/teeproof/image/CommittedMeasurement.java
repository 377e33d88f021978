package dev.teeproof.image;

import static dev.teeproof.image.ImageCheck.CHECKSUM_FILE;
import static dev.teeproof.image.ImageCheck.MEASUREMENT_FORMAT;
import static dev.teeproof.image.ImageCheck.MEASUREMENT_HASH;
import static dev.teeproof.image.ImageCheck.OS_IMAGE_HASH;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;

/**
 * A measurement document that an {@code os_image_hash} commits. It is still the sender's: the hash becomes knowledge
 * when the registers computed from the document equal those of a verified quote, and then it only <em>fits</em> them,
 * since any other {@code sha256sum.txt} with the same line commits the same document.
 */
public final class CommittedMeasurement {

    private final Bytes osImageHash;
    private final Bytes documentHash;
    private final TdxMeasurement measurement;

    private CommittedMeasurement(Bytes osImageHash, Bytes documentHash, TdxMeasurement measurement) {
        this.osImageHash = osImageHash;
        this.documentHash = documentHash;
        this.measurement = measurement;
    }

    /**
     * Follows the hashes from the image's to the document, and reads it.
     *
     * @param checks receives OS_IMAGE_HASH, CHECKSUM_FILE, MEASUREMENT_HASH and MEASUREMENT_FORMAT
     * @throws CheckFailedException if one of them fails
     */
    public static CommittedMeasurement of(Bytes osImageHash, ChecksumFile checksums, Bytes document, CheckList checks)
            throws CheckFailedException {
        checks.require(Check.equal(
                OS_IMAGE_HASH,
                osImageHash.toHex(),
                checksums.hash().toHex(),
                "os_image_hash is the SHA-256 of sha256sum.txt",
                "os_image_hash is not the SHA-256 of sha256sum.txt"));
        Bytes entry;
        try {
            entry = checksums.entry(TdxMeasurement.FILE_NAME);
            checks.record(Check.passed(CHECKSUM_FILE, "sha256sum.txt names " + TdxMeasurement.FILE_NAME + " once"));
        } catch (MalformedEvidenceException e) {
            throw checks.failure(CHECKSUM_FILE, e.inWords());
        }
        Bytes documentHash = Digest.SHA_256.of(document);
        checks.require(Check.equal(
                MEASUREMENT_HASH,
                entry.toHex(),
                documentHash.toHex(),
                "the measurement document is the one that sha256sum.txt names",
                "the measurement document is not the one that sha256sum.txt names"));
        try {
            TdxMeasurement measurement = TdxMeasurement.read(document);
            checks.record(Check.passed(MEASUREMENT_FORMAT, "the measurement document can be read"));
            return new CommittedMeasurement(osImageHash, documentHash, measurement);
        } catch (MalformedEvidenceException e) {
            throw checks.failure(MEASUREMENT_FORMAT, e.inWords());
        }
    }

    public Bytes osImageHash() {
        return osImageHash;
    }

    /** SHA-256 of {@code measurement.tdx.cbor}. */
    public Bytes documentHash() {
        return documentHash;
    }

    public TdxMeasurement measurement() {
        return measurement;
    }
}
