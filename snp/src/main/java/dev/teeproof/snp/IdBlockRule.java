package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import java.util.Set;

/**
 * By whose keys the guest's launch must have been signed. The firmware verified the signatures at launch; the report names the keys.
 * A key is named by the SHA-384 of the 1028-byte structure of it.
 *
 * @param idKeys digests of ID keys, one of which must have signed the ID block
 * @param authorKeys digests of author keys, one of which may have signed the ID key in the place of those
 * @param authorKeyNeeded whether an author key of those must have signed, whatever the ID key
 * @see "56860 section 8.17, SNP_LAUNCH_FINISH; section 10.4, ID block"
 */
public record IdBlockRule(Set<Bytes> idKeys, Set<Bytes> authorKeys, boolean authorKeyNeeded) {

    static final int DIGEST_SIZE = 48;

    /** @throws IllegalArgumentException if a digest has not 48 bytes, or no key could fit */
    public IdBlockRule {
        idKeys = Set.copyOf(idKeys);
        authorKeys = Set.copyOf(authorKeys);
        if (idKeys.stream().anyMatch(digest -> digest.size() != DIGEST_SIZE)
                || authorKeys.stream().anyMatch(digest -> digest.size() != DIGEST_SIZE)) {
            throw new IllegalArgumentException("the digest of a key has " + DIGEST_SIZE + " bytes");
        }
        if (authorKeys.isEmpty() && (authorKeyNeeded || idKeys.isEmpty())) {
            throw new IllegalArgumentException("no key is named that could have signed");
        }
    }

    boolean allows(SnpReport report) {
        boolean byAuthor = report.keyInfo().authorKeyEnabled() && authorKeys.contains(report.authorKeyDigest());
        return byAuthor || !authorKeyNeeded && idKeys.contains(report.idKeyDigest());
    }
}
