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
 * when the registers or the launch digest computed from the document equal those of a verified quote or report, and then it
 * only <em>fits</em> them, since any other {@code sha256sum.txt} with the same line commits the same document.
 *
 * @param <D> the kind of document: {@link TdxMeasurement} or {@link SnpMeasurement}
 */
public final class CommittedMeasurement<D> {

    private final Bytes osImageHash;
    private final Bytes documentHash;
    private final D measurement;

    private CommittedMeasurement(Bytes osImageHash, Bytes documentHash, D measurement) {
        this.osImageHash = osImageHash;
        this.documentHash = documentHash;
        this.measurement = measurement;
    }

    private interface Reader<D> {
        D read(Bytes document) throws MalformedEvidenceException;
    }

    /**
     * Follows the hashes from the image's to the document of TDX machines, and reads it.
     *
     * @param checks receives OS_IMAGE_HASH, CHECKSUM_FILE, MEASUREMENT_HASH and MEASUREMENT_FORMAT
     * @throws CheckFailedException if one of them fails
     */
    public static CommittedMeasurement<TdxMeasurement> ofTdx(
            Bytes osImageHash, ChecksumFile checksums, Bytes document, CheckList checks) throws CheckFailedException {
        return of(osImageHash, checksums, TdxMeasurement.FILE_NAME, document, TdxMeasurement::read, checks);
    }

    /** Like {@link #ofTdx}, for the document of SEV-SNP machines. */
    public static CommittedMeasurement<SnpMeasurement> ofSnp(
            Bytes osImageHash, ChecksumFile checksums, Bytes document, CheckList checks) throws CheckFailedException {
        return of(osImageHash, checksums, SnpMeasurement.FILE_NAME, document, SnpMeasurement::read, checks);
    }

    private static <D> CommittedMeasurement<D> of(
            Bytes osImageHash,
            ChecksumFile checksums,
            String fileName,
            Bytes document,
            Reader<D> reader,
            CheckList checks)
            throws CheckFailedException {
        checks.require(Check.equal(
                OS_IMAGE_HASH,
                osImageHash.toHex(),
                checksums.hash().toHex(),
                "os_image_hash is the SHA-256 of sha256sum.txt",
                "os_image_hash is not the SHA-256 of sha256sum.txt"));
        Bytes entry;
        try {
            entry = checksums.entry(fileName);
            checks.record(Check.passed(CHECKSUM_FILE, "sha256sum.txt names " + fileName + " once"));
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
            D measurement = reader.read(document);
            checks.record(Check.passed(MEASUREMENT_FORMAT, "the measurement document can be read"));
            return new CommittedMeasurement<>(osImageHash, documentHash, measurement);
        } catch (MalformedEvidenceException e) {
            throw checks.failure(MEASUREMENT_FORMAT, e.inWords());
        }
    }

    public Bytes osImageHash() {
        return osImageHash;
    }

    /** SHA-256 of the document. */
    public Bytes documentHash() {
        return documentHash;
    }

    public D measurement() {
        return measurement;
    }
}
