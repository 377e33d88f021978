package dev.teeproof.snp;

import static dev.teeproof.snp.SnpCheck.CA_REVOKED;
import static dev.teeproof.snp.SnpCheck.CHIP_KEY_MASKED;
import static dev.teeproof.snp.SnpCheck.CRL_EXPIRED;
import static dev.teeproof.snp.SnpCheck.CRL_FORMAT;
import static dev.teeproof.snp.SnpCheck.CRL_ISSUER;
import static dev.teeproof.snp.SnpCheck.CRL_MISSING;
import static dev.teeproof.snp.SnpCheck.CRL_NOT_YET_VALID;
import static dev.teeproof.snp.SnpCheck.CRL_SIGNATURE;
import static dev.teeproof.snp.SnpCheck.PRODUCT_UNKNOWN;
import static dev.teeproof.snp.SnpCheck.REPORT_SIGNATURE;
import static dev.teeproof.snp.SnpCheck.SIGNING_KEY_UNSUPPORTED;
import static dev.teeproof.snp.SnpCheck.VEK_CHIP_MISMATCH;
import static dev.teeproof.snp.SnpCheck.VEK_PRODUCT_MISMATCH;
import static dev.teeproof.snp.SnpCheck.VEK_TCB_MISMATCH;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.Remembered;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerifiedSignatures;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.EndorsementUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies SNP reports: first that a key of AMD's signed it, which is of this chip at this TCB ({@link #authenticate}), then that
 * who issued the key's certificate was not revoked, and what the policy demands ({@link #verify}).
 *
 * <p>What the guest is, it looks at only as far as the policy names values: who demands none compares measurement and report data
 * himself. Thread-safe.
 *
 * @see "56860 section 7.3; 57230"
 */
public final class SnpVerifier {

    private final AmdTrustAnchors anchors;
    private final SnpPolicy policy;
    private final SignatureVerifier signatures;
    private final int remembered;

    private final List<CheckCode> checks;
    private final VekChainVerifier chains;
    private final CertificateRules rules;

    private SnpVerifier(AmdTrustAnchors anchors, SnpPolicy policy, SignatureVerifier signatures, int remembered) {
        this.anchors = anchors;
        this.policy = policy;
        this.signatures = signatures;
        this.remembered = remembered;
        List<CheckCode> needed = new ArrayList<>(SnpCheck.ALL);
        needed.addAll(policy.checks());
        this.checks = List.copyOf(needed);
        this.rules =
                new CertificateRules(remembered == 0 ? signatures : VerifiedSignatures.over(signatures, remembered));
        this.chains = new VekChainVerifier(
                anchors, rules, remembered == 0 ? Remembered.nothing() : Remembered.byKey(remembered));
    }

    /** A verifier with the strictest policy and the platform's cryptography, which remembers nothing. */
    public static SnpVerifier of(AmdTrustAnchors anchors) {
        return new SnpVerifier(anchors, SnpPolicy.STRICT, SignatureVerifier.ofPlatform(), 0);
    }

    public SnpVerifier withPolicy(SnpPolicy other) {
        return new SnpVerifier(anchors, other, signatures, remembered);
    }

    public SnpVerifier withSignatures(SignatureVerifier other) {
        return new SnpVerifier(anchors, policy, other, remembered);
    }

    /**
     * A verifier of many reports: it remembers what was proven of certificates and lists, so that it is not computed again. Dates,
     * revocation and policy are judged on every use, and a report's signature is computed each time.
     *
     * @param facts how many of each kind are remembered at most
     */
    public SnpVerifier remembering(int facts) {
        return new SnpVerifier(anchors, policy, signatures, facts);
    }

    /** The checks that a report needs under this policy, in order. */
    public List<CheckCode> checks() {
        return checks;
    }

    /** Refutes a report by itself: worth asking before a certificate is fetched for it. What it does not refute is not proven yet. */
    public Optional<RefusedReport> refute(SnpReport report) {
        CheckList made = new CheckList(checks);
        try {
            signer(report, made);
            return Optional.empty();
        } catch (CheckFailedException e) {
            return Optional.of(refused(made));
        }
    }

    /** The checks that {@link #refute} makes, for whoever has no certificate to go on with. */
    public List<Check> checksByItself(SnpReport report) {
        CheckList made = new CheckList(List.of());
        try {
            signer(report, made);
            return made.checks();
        } catch (CheckFailedException e) {
            return refused(made).checks();
        }
    }

    /**
     * Whose certificate, the ASK's or ASVK's of which line, has to be supplied with an endorsement before the report can be
     * authenticated; empty if nothing is missing.
     */
    public Optional<SnpProduct> missingIssuer(SnpReport report, VekEndorsement endorsement) {
        return report.keyInfo().signingKey().flatMap(key -> chains.missingIssuer(endorsement, key));
    }

    /** Follows the signatures from the report to a trust anchor, and compares the key's certificate with the report. */
    public ReportAuthentication authenticate(SnpReport report, VekEndorsement endorsement, Instant at) {
        CheckList made = new CheckList(checks);
        try {
            SigningKey key = signer(report, made);
            VekChain chain = chains.verify(endorsement, key, at, made);
            product(report, chain, made);
            made.require(Check.that(
                    REPORT_SIGNATURE,
                    signatures.verifies(chain.vek().certificate().publicKey(), report.signedData(), report.signature()),
                    "the report is signed by the " + key,
                    "the signature under the report does not verify with the " + key));
            keyIsOfTheReport(report, chain, made);
            return new AuthenticReport(report, chain, at, made.checks());
        } catch (CheckFailedException e) {
            return refused(made);
        }
    }

    private static RefusedReport refused(CheckList made) {
        made.because("an earlier check failed");
        return new RefusedReport(made.checks());
    }

    /** What the report says of its own signature. */
    private static SigningKey signer(SnpReport report, CheckList made) throws CheckFailedException {
        KeyInfo info = report.keyInfo();
        made.require(Check.that(
                CHIP_KEY_MASKED,
                !info.maskChipKey(),
                "the firmware signs reports",
                "the host has told the firmware not to sign reports (MASK_CHIP_KEY)"));
        Optional<SigningKey> key = info.signingKey();
        if (key.isEmpty()) {
            throw made.failure(SIGNING_KEY_UNSUPPORTED, "the report says that neither a VCEK nor a VLEK signed it");
        }
        made.record(Check.passed(SIGNING_KEY_UNSUPPORTED, "a " + key.get() + " signed the report"));
        if (report.cpuid().isPresent() && report.product().isEmpty()) {
            throw made.failure(
                    PRODUCT_UNKNOWN, "a processor of " + report.cpuid().get() + " is of no product line that is known");
        }
        made.record(Check.passed(
                PRODUCT_UNKNOWN,
                report.cpuid().isPresent()
                        ? "the processor is a " + report.product().orElseThrow()
                        : "the report is of version 2, and its key's certificate names the product line"));
        return key.get();
    }

    /** The line that the chain ends at is the one that the report names, if it names one. */
    private static void product(SnpReport report, VekChain chain, CheckList made) throws CheckFailedException {
        if (report.product().isPresent()) {
            made.require(Check.equal(
                    VEK_PRODUCT_MISMATCH,
                    report.product().get(),
                    chain.product(),
                    "certificates and report are of one product line",
                    "the certificates are of another product line than the report"));
        }
    }

    /** 57230 section 3: the key is derived from the chip and from the reported TCB. */
    private static void keyIsOfTheReport(SnpReport report, VekChain chain, CheckList made) throws CheckFailedException {
        VekCertificate vek = chain.vek();
        made.require(Check.equal(
                VEK_TCB_MISMATCH,
                report.reportedTcb(),
                vek.tcb().bytes(),
                "the key is of the reported TCB",
                "the key's certificate is of another TCB than the reported one"));
        if (chain.key() == SigningKey.VLEK) {
            made.record(Check.notApplicable(VEK_CHIP_MISMATCH, "a provider's key is of no chip"));
        } else if (report.chipIdMasked()) {
            made.record(Check.notApplicable(VEK_CHIP_MISMATCH, "the host keeps the chip's id back"));
        } else {
            Bytes hwId = vek.hwId().orElseThrow();
            made.require(Check.equal(
                    VEK_CHIP_MISMATCH,
                    report.chipId(),
                    Bytes.concat(hwId, Bytes.zeros(report.chipId().size() - hwId.size())),
                    "the key is of this chip",
                    "the key's certificate is of another chip"));
        }
    }

    /**
     * Completes the verification at the instant of the authentication.
     *
     * @param list the revocation list of the product line's root, if one is at hand
     */
    public ReportVerdict verify(AuthenticReport authentic, Optional<IssuedRevocationList> list) {
        VekChain chain = authentic.chain();
        SnpReport report = authentic.report();
        CheckList made = new CheckList(checks);
        made.record(authentic.checks());
        List<EndorsementUse> uses = new ArrayList<>(chain.uses());
        try {
            Optional<EndorsementUse> revocationList = Optional.empty();
            if (list.isPresent()) {
                revocationList = Optional.of(notRevoked(chain, list.get(), authentic.at(), made));
                uses.add(revocationList.get());
            } else {
                withoutList(made);
            }
            SnpTcb tcb = SnpTcb.of(report, chain.product().tcbLayout());
            made.record(new GuestRules(policy).check(report, chain.key(), tcb));
            made.record(new DemandRules(policy).check(report, chain.vek(), tcb));
            List<Check> all = made.checks();
            return all.stream().anyMatch(Check::failed)
                    ? new RefusedReport(all)
                    : new VerifiedReport(report, chain, tcb, revocationList, uses, all);
        } catch (CheckFailedException e) {
            return refused(made);
        }
    }

    private void withoutList(CheckList made) {
        String words = "no revocation list is at hand: whether the issuer was revoked was not checked";
        made.record(policy.requireCrl() ? Check.notRun(CRL_MISSING, words) : Check.notApplicable(CRL_MISSING, words));
        for (SnpCheck check :
                List.of(CRL_FORMAT, CRL_ISSUER, CRL_SIGNATURE, CRL_NOT_YET_VALID, CRL_EXPIRED, CA_REVOKED)) {
            made.record(Check.notApplicable(check, "no revocation list is at hand"));
        }
    }

    /**
     * RFC 5280 section 6.3.3, for the list that the ARK signs. Certificates of keys all have the serial number 0, so a list can
     * name their issuers alone.
     */
    private EndorsementUse notRevoked(VekChain chain, IssuedRevocationList issued, Instant at, CheckList made)
            throws CheckFailedException {
        made.record(Check.passed(CRL_MISSING, "a revocation list is at hand"));
        CertificateRevocationList list;
        try {
            list = CertificateRevocationList.readAnyForm(issued.list(), CertificateProfile.RSA_PSS_SHA384, "crl");
            made.record(Check.passed(CRL_FORMAT, "the revocation list can be read"));
        } catch (MalformedEvidenceException e) {
            throw made.failure(CRL_FORMAT, e.inWords());
        }
        require(made, CRL_ISSUER, CertificateRules.listOf(chain.ark(), list), "the revocation list is the root's");
        require(made, CRL_SIGNATURE, rules.signedBy(list, chain.ark()), "the root signed the revocation list");
        made.require(Check.that(
                CRL_NOT_YET_VALID,
                !at.isBefore(list.thisUpdate()),
                "the revocation list is valid already",
                "the revocation list is valid from " + list.thisUpdate() + " on"));
        made.require(Check.that(
                CRL_EXPIRED,
                !at.isAfter(list.nextUpdate()),
                "the revocation list has not expired",
                "the revocation list was valid until " + list.nextUpdate()));
        String issuer = chain.issuer().subject().commonName().orElse("nobody");
        made.require(Check.that(
                CA_REVOKED, !list.revokes(chain.issuer()), issuer + " is not revoked", issuer + " is revoked"));
        return new EndorsementUse(
                "revocation list of " + chain.ark().subject().commonName().orElse("nobody"),
                issued.source(),
                list.thisUpdate(),
                list.nextUpdate());
    }

    private static void require(CheckList made, SnpCheck code, Optional<String> trouble, String holds)
            throws CheckFailedException {
        made.require(trouble.map(words -> Check.failed(code, words)).orElseGet(() -> Check.passed(code, holds)));
    }
}
