package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Proof;
import java.util.List;

/** The hash of an image, once what follows from its measurement document is what the hardware measured. */
final class OsImageClaims {

    private OsImageClaims() {}

    /**
     * Adds OS_IMAGE_HASH and MEASUREMENT_DOCUMENT.
     *
     * @param measured what the document was compared with
     */
    static void of(
            Bytes osImageHash,
            Bytes documentHash,
            ClaimName measured,
            Proof signed,
            ReferenceValues references,
            List<Claim> claims) {
        if (references.osImageHashes().contains(osImageHash)) {
            Proof matches = new Proof.MatchesReference(references.source(), signed);
            claims.add(Claim.of(ClaimName.OS_IMAGE_HASH, osImageHash, matches));
            claims.add(Claim.of(
                    ClaimName.MEASUREMENT_DOCUMENT,
                    documentHash,
                    new Proof.CommittedBy(ClaimName.OS_IMAGE_HASH, matches)));
        } else {
            Proof fits = new Proof.FitsTo(measured, signed);
            claims.add(Claim.of(ClaimName.OS_IMAGE_HASH, osImageHash, fits));
            claims.add(Claim.of(ClaimName.MEASUREMENT_DOCUMENT, documentHash, fits));
        }
    }
}
