package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.PCK_CHAIN_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.PCK_CHAIN_UNTRUSTED;
import static dev.teeproof.dcap.QuoteCheck.PCK_EXTENSION_INVALID;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.Remembered;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.EndorsementUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From PCK certificates as sent to a PCK certificate under a trust anchor.
 *
 * @param ofLeaves computes anew, since what it computes is remembered with the chain
 * @param known chains that were verified, by the digest of their PEM
 * @param authorities CAs that were verified, by their bytes, so that they are not taken apart again
 * @see "Intel SGX PCK Certificate and CRL Profile; RFC 5280 section 6.1"
 */
record PckChainVerifier(
        TrustAnchors anchors,
        CertificateRules rules,
        CertificateRules ofLeaves,
        Remembered<Bytes, PckChain> known,
        Remembered<Bytes, Certificate> authorities) {

    private static final String PCK_NAME = "Intel SGX PCK Certificate";
    private static final Set<String> CA_NAMES = Set.of("Intel SGX PCK Platform CA", "Intel SGX PCK Processor CA");

    /**
     * Verifies everything but revocation.
     *
     * @param pem leaf, CA and perhaps root
     * @param source who sent them, for people
     */
    PckChain verify(Bytes pem, String source, Instant at, CheckList checks) throws CheckFailedException {
        // With its source, which the result names beside each certificate.
        Bytes key = known.remembers() ? Bytes.concat(Digest.SHA_256.of(pem), Bytes.utf8(source)) : Bytes.empty();
        Optional<PckChain> seen = known.get(key);
        PckChain chain;
        if (seen.isPresent()) {
            chain = seen.get();
            checks.record(chain.passed());
        } else {
            chain = verify(pem, source, checks);
            known.put(key, chain);
            if (authorities.get(chain.ca().der()).isEmpty()) {
                authorities.put(chain.ca().der(), chain.ca());
            }
        }
        ChainRules.requireDates(chain.certificates(), at, checks);
        return chain;
    }

    private PckChain verify(Bytes pem, String source, CheckList checks) throws CheckFailedException {
        CheckList made = new CheckList(List.of());
        try {
            List<Certificate> certificates = read(pem, made);
            Certificate pck = certificates.get(0);
            Certificate ca = certificates.get(1);
            Certificate anchor = anchorOf(certificates, made);
            ChainRules.requireShape(List.of(anchor, ca), List.of(pck), made);
            PckExtension platform = PckExtension.read(pck);
            made.record(Check.passed(PCK_EXTENSION_INVALID, "the PCK certificate says which platform it is for"));
            List<EndorsementUse> uses = List.of(
                    Endorsements.use(pck, source),
                    Endorsements.use(ca, source),
                    Endorsements.use(anchor, "the trust anchors"));
            return new PckChain(pck, ca, anchor, platform, made.checks(), uses);
        } catch (MalformedEvidenceException e) {
            throw made.failure(PCK_EXTENSION_INVALID, e.inWords());
        } finally {
            checks.record(made.checks());
        }
    }

    private List<Certificate> read(Bytes pem, CheckList checks) throws CheckFailedException {
        try {
            List<Certificate> certificates = Certificate.readPem(
                    pem, "pck_certificate_chain", der -> anchors.withBytes(der).or(() -> authorities.get(der)));
            if (certificates.size() < 2 || certificates.size() > 3) {
                throw new MalformedEvidenceException(
                        Malformation.BAD_LENGTH, "pck_certificate_chain", 0, "a leaf, a CA and at most a root");
            }
            checks.record(Check.passed(PCK_CHAIN_FORMAT, "the PCK certificates can be read"));
            return certificates;
        } catch (MalformedEvidenceException e) {
            throw checks.failure(PCK_CHAIN_FORMAT, e.inWords());
        }
    }

    /** The anchor that issued the CA that issued the leaf; a root that came along must be that anchor. */
    private Certificate anchorOf(List<Certificate> certificates, CheckList checks) throws CheckFailedException {
        Certificate pck = certificates.get(0);
        Certificate ca = certificates.get(1);
        Optional<Certificate> anchor = anchors.roots().stream()
                .filter(root -> rules.issuedBy(ca, root).isEmpty())
                .findFirst();
        if (anchor.isEmpty()) {
            throw checks.failure(
                    PCK_CHAIN_UNTRUSTED,
                    ca.subject() + " was issued by " + ca.issuer() + ", and no trust anchor verifies its signature");
        }
        Optional<String> trouble = ofLeaves.issuedBy(pck, ca)
                .or(() -> certificates.size() < 3
                        ? Optional.empty()
                        : rules.sentRootIsAnchor(certificates.get(2), anchor.get()))
                .or(() -> TrustAnchors.isIntel(anchor.get()) ? names(pck, ca) : Optional.empty());
        if (trouble.isPresent()) {
            throw checks.failure(PCK_CHAIN_UNTRUSTED, trouble.get());
        }
        checks.record(Check.passed(
                PCK_CHAIN_UNTRUSTED,
                "the PCK certificate leads over " + ca.subject() + " to "
                        + TrustAnchors.named(anchor.get()).name()));
        return anchor.get();
    }

    private static Optional<String> names(Certificate pck, Certificate ca) {
        if (!pck.subject().commonName().equals(Optional.of(PCK_NAME))) {
            return Optional.of("the leaf is " + pck.subject() + ", not " + PCK_NAME);
        }
        boolean known = ca.subject().commonName().map(CA_NAMES::contains).orElse(false);
        return known ? Optional.empty() : Optional.of(ca.subject() + " is no CA of PCK certificates");
    }
}
