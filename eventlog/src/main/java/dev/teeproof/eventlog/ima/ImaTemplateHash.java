package dev.teeproof.eventlog.ima;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.HashAlgorithm;
import java.util.Optional;

/**
 * The digest of a template's data, which Linux extends into the bank of the algorithm. Kernels before 5.8 extended the SHA-1
 * digest, with zeros behind, into every bank; and for a violation, whose template hash in the log is all zeros, all ones are
 * extended.
 *
 * @see "Linux kernel, security/integrity/ima/ima_crypto.c, ima_calc_field_array_hash"
 */
public final class ImaTemplateHash {

    /** What the name of a file is filled up to in the template {@code ima}. */
    private static final int LEGACY_NAME = 256;

    private ImaTemplateHash() {}

    /**
     * The digest; empty if nothing here computes the algorithm. For the template {@code ima} it is that of the 20 bytes and of
     * the file's name, filled up with zeros to 256 bytes.
     *
     * @throws MalformedEvidenceException if the data of a template {@code ima} are not its fields
     */
    public static Optional<Bytes> of(Content.ImaTemplate template, HashAlgorithm algorithm)
            throws MalformedEvidenceException {
        Optional<Digest> digest = algorithm.digest().filter(Digest::isAvailable);
        Bytes data = template.data();
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        if (!template.name().equals(ImaTemplate.LEGACY)) {
            return digest.map(known -> known.of(data));
        }
        int nameAt = ImaTemplate.LEGACY_DIGEST + 4;
        if (!ImaTemplate.isLegacyData(data) || data.size() - nameAt > LEGACY_NAME) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_LENGTH, "template_data", 0, "20 bytes, a size and a name of at most 256 bytes");
        }
        Bytes name = data.slice(nameAt, data.size());
        return digest.map(known ->
                known.of(data.slice(0, ImaTemplate.LEGACY_DIGEST), name, Bytes.zeros(LEGACY_NAME - name.size())));
    }
}
