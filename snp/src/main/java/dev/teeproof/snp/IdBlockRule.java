package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import java.util.HashSet;
import java.util.Set;

/**
 * By whose keys the guest's launch must have been signed: by one of the ID keys, or by any ID key that one of the author keys signed.
 * The firmware verified the signatures at launch; the report names the keys by the SHA-384 of the 1028-byte structure of each. With
 * author keys alone, an author key has to have signed.
 *
 * @param idKeys digests of ID keys
 * @param authorKeys digests of author keys
 * @see "56860 section 8.17, SNP_LAUNCH_FINISH; section 10.4, ID block"
 */
public record IdBlockRule(Set<Bytes> idKeys, Set<Bytes> authorKeys) {

    /** Nobody may have signed: every launch is refused. */
    static final IdBlockRule NOBODY = new IdBlockRule(Set.of(), Set.of());

    static final int DIGEST_SIZE = 48;

    /** @throws IllegalArgumentException if a digest has not 48 bytes */
    public IdBlockRule {
        idKeys = Set.copyOf(idKeys);
        authorKeys = Set.copyOf(authorKeys);
        if (idKeys.stream().anyMatch(digest -> digest.size() != DIGEST_SIZE)
                || authorKeys.stream().anyMatch(digest -> digest.size() != DIGEST_SIZE)) {
            throw new IllegalArgumentException("the digest of a key has " + DIGEST_SIZE + " bytes");
        }
    }

    IdBlockRule withIdKey(Bytes digest) {
        return new IdBlockRule(with(idKeys, digest), authorKeys);
    }

    IdBlockRule withAuthorKey(Bytes digest) {
        return new IdBlockRule(idKeys, with(authorKeys, digest));
    }

    private static Set<Bytes> with(Set<Bytes> digests, Bytes digest) {
        Set<Bytes> more = new HashSet<>(digests);
        more.add(digest);
        return more;
    }

    boolean allows(SnpReport report) {
        return idKeys.contains(report.idKeyDigest())
                || report.keyInfo().authorKeyEnabled() && authorKeys.contains(report.authorKeyDigest());
    }
}
