/**
 * AMD SEV-SNP: what the secure processor reports of a guest, who signed it, and whether a relying party's policy allows it.
 *
 * <pre>{@code
 * ExtendedReport sent = ExtendedReport.read(bytes);
 * SnpVerifier verifier = SnpVerifier.of(AmdTrustAnchors.amd());
 * switch (verifier.authenticate(sent.report(), VekEndorsement.of(sent.report(), sent.certificates()).orElseThrow(), at)) {
 *     case AuthenticReport authentic -> verifier.verify(authentic, Optional.empty());
 *     case RefusedReport refused -> refused.reason();
 * }
 * }</pre>
 *
 * <p>{@link dev.teeproof.snp.SnpReport} is what somebody sent; {@link dev.teeproof.snp.VerifiedReport} is made by
 * {@link dev.teeproof.snp.SnpVerifier} alone.
 *
 * @see "AMD SEV Secure Nested Paging Firmware ABI Specification, 56860; Versioned Chip Endorsement Key Certificate and KDS
 *     Interface Specification, 57230"
 */
@NullMarked
package dev.teeproof.snp;

import org.jspecify.annotations.NullMarked;
