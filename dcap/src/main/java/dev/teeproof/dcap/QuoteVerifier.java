package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.ATTESTATION_KEY_INVALID;
import static dev.teeproof.dcap.QuoteCheck.CERT_DATA_UNSUPPORTED;
import static dev.teeproof.dcap.QuoteCheck.COLLATERAL_MISSING;
import static dev.teeproof.dcap.QuoteCheck.PCK_CHAIN_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.QE_REPORT_DATA;
import static dev.teeproof.dcap.QuoteCheck.QE_REPORT_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.QUOTE_SIGNATURE;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.EcCurve;
import dev.teeproof.crypto.EcPublicKey;
import dev.teeproof.crypto.Remembered;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerifiedSignatures;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies quotes: first what a quote proves by itself ({@link #authenticate}), then, with collateral, that nothing of it
 * was revoked and how current the platform is ({@link #verify(AuthenticQuote, Collateral)}), and last what the policy
 * demands.
 *
 * <p>What the workload is, it looks at only as far as the policy names values: who demands none compares measurements and
 * report data himself. Thread-safe.
 *
 * @see "Intel SGX and TDX DCAP Quote Verification Library, verifyQuote"
 */
public final class QuoteVerifier {

    private final TrustAnchors anchors;
    private final QuotePolicy policy;
    private final Set<CompatibilityRule> rules;
    /** For quotes, each of which is verified anew, and for quoting enclaves, whose keys are remembered. */
    private final SignatureVerifier signatures;

    private final Map<Tee, List<CheckCode>> checks;
    private final int remembered;
    private final PckChainVerifier chains;
    private final Remembered<Bytes, EcPublicKey> attestationKeys;
    private final Endorsements endorsements;

    private QuoteVerifier(
            TrustAnchors anchors,
            QuotePolicy policy,
            Set<CompatibilityRule> rules,
            SignatureVerifier signatures,
            int remembered) {
        this.anchors = anchors;
        this.policy = policy;
        this.rules = rules;
        this.signatures = signatures;
        this.remembered = remembered;
        this.checks = new EnumMap<>(Tee.class);
        for (Tee tee : Tee.values()) {
            List<CheckCode> needed = new ArrayList<>(QuoteCheck.of(tee));
            needed.addAll(policy.checks());
            this.checks.put(tee, List.copyOf(needed));
        }
        CertificateRules computing = new CertificateRules(signatures);
        if (remembered == 0) {
            this.chains =
                    new PckChainVerifier(anchors, computing, computing, Remembered.nothing(), Remembered.nothing());
            this.attestationKeys = Remembered.nothing();
            this.endorsements = Endorsements.forgetting(signatures);
        } else {
            SignatureVerifier again = VerifiedSignatures.over(signatures, remembered);
            this.chains = new PckChainVerifier(
                    anchors,
                    new CertificateRules(again),
                    computing,
                    Remembered.byKey(remembered),
                    Remembered.byKey(remembered));
            this.attestationKeys = Remembered.byKey(remembered);
            this.endorsements = Endorsements.remembering(again, remembered);
        }
    }

    /** A verifier with the strictest policy, Intel's rules and the platform's cryptography, which remembers nothing. */
    public static QuoteVerifier of(TrustAnchors anchors) {
        return new QuoteVerifier(anchors, QuotePolicy.STRICT, Set.of(), SignatureVerifier.ofPlatform(), 0);
    }

    public QuoteVerifier withPolicy(QuotePolicy other) {
        return new QuoteVerifier(anchors, other, rules, signatures, remembered);
    }

    /** With rules of other verifiers in the place of Intel's. */
    public QuoteVerifier withCompatibility(Set<CompatibilityRule> others) {
        Set<CompatibilityRule> copy = EnumSet.noneOf(CompatibilityRule.class);
        copy.addAll(others);
        return new QuoteVerifier(anchors, policy, Set.copyOf(copy), signatures, remembered);
    }

    public QuoteVerifier withSignatures(SignatureVerifier other) {
        return new QuoteVerifier(anchors, policy, rules, other, remembered);
    }

    /**
     * A verifier of many quotes: it remembers what was proven of certificates, quoting enclaves and collateral, so that it
     * is not computed again. Dates, revocation, TCB and policy are judged on every use, and a quote's signature is
     * computed each time. Collateral is remembered with its very objects: give the same ones again.
     *
     * @param facts how many of each kind are remembered at most
     */
    public QuoteVerifier remembering(int facts) {
        return new QuoteVerifier(anchors, policy, rules, signatures, facts);
    }

    /** The checks that a quote of this kind needs under this policy, in order. */
    public List<CheckCode> checks(Tee tee) {
        return checks.getOrDefault(tee, List.of());
    }

    /** Verifies a quote with the collateral at hand. */
    public QuoteVerdict verify(Quote quote, Collateral collateral, Instant at) {
        boolean supplied = !quote.authentication().certificationData().hasChain()
                && collateral.pckCertificateChain().isPresent();
        QuoteAuthentication authentication = supplied
                ? authenticate(quote, collateral.pckCertificateChain().get(), collateral.source(), at)
                : authenticate(quote, at);
        return switch (authentication) {
            case AuthenticQuote authentic -> verify(authentic, collateral);
            case RefusedQuote refused -> refused;
        };
    }

    /**
     * Follows the signatures from the report to a trust anchor, for a quote that brings its PCK certificate chain along. Four
     * or five of them are verified, no collateral needed.
     */
    public QuoteAuthentication authenticate(Quote quote, Instant at) {
        CertificationData data = quote.authentication().certificationData();
        if (!data.hasChain()) {
            CheckList checks = new CheckList(checks(quote.tee()));
            checks.record(Check.failed(
                    CERT_DATA_UNSUPPORTED,
                    "the quote carries " + data.inWords() + " (certification data type " + data.type()
                            + ") in the place of its PCK certificate chain (type 5), and no chain was supplied"));
            return refused(checks);
        }
        return authenticate(quote, data.data(), "the quote", "it carries its PCK certificate chain", at);
    }

    /**
     * Follows the signatures from the report to a trust anchor, for a quote that does not bring its PCK certificate chain
     * along. That the chain belongs to the quote is proven by the quoting enclave's signature.
     *
     * @param pckCertificateChain PEM: leaf, CA and perhaps root; not used for a quote that has its own
     * @param source who supplied it, for people
     */
    public QuoteAuthentication authenticate(Quote quote, Bytes pckCertificateChain, String source, Instant at) {
        CertificationData data = quote.authentication().certificationData();
        if (data.hasChain() || data.type() == CertificationData.PLATFORM_MANIFEST) {
            return authenticate(quote, at);
        }
        return authenticate(
                quote, pckCertificateChain, source, "its PCK certificate chain was supplied, from " + source, at);
    }

    /**
     * Refutes a quote without its PCK certificate: the quoting enclave's report must commit the attestation key, and that must
     * sign the quote. Worth asking before a chain is fetched; what it does not refute is not proven yet.
     */
    public Optional<RefusedQuote> refute(Quote quote) {
        CheckList checks = new CheckList(checks(quote.tee()));
        try {
            AuthenticationData auth = quote.authentication();
            attestationKeyIsCommitted(auth, checks);
            quoteIsSigned(quote, point(auth, checks), checks);
            return Optional.empty();
        } catch (CheckFailedException e) {
            return Optional.of(refused(checks));
        }
    }

    private QuoteAuthentication authenticate(Quote quote, Bytes pem, String source, String chainIs, Instant at) {
        CheckList checks = new CheckList(checks(quote.tee()));
        try {
            AuthenticationData auth = quote.authentication();
            checks.record(Check.passed(CERT_DATA_UNSUPPORTED, chainIs));
            PckChain chain = chains.verify(pem, source, at, checks);
            certificateIsTheQuotes(auth.certificationData(), chain, checks);
            EcPublicKey key = attestationKey(auth, chain, checks);
            quoteIsSigned(quote, key, checks);
            checks.because("no collateral is at hand");
            return new AuthenticQuote(quote, chain, at, checks.checks());
        } catch (CheckFailedException e) {
            return refused(checks);
        }
    }

    private static RefusedQuote refused(CheckList checks) {
        checks.because("an earlier check failed");
        return new RefusedQuote(checks.checks());
    }

    /** Completes the verification at the instant of the authentication. */
    public QuoteVerdict verify(AuthenticQuote authentic, Collateral collateral) {
        Quote quote = authentic.quote();
        PckChain chain = authentic.chain();
        CheckList checks = new CheckList(checks(quote.tee()));
        checks.record(authentic.checks());
        try {
            checks.record(Check.passed(COLLATERAL_MISSING, "collateral is at hand"));
            CollateralVerifier.Endorsed endorsed =
                    new CollateralVerifier(endorsements, chain, quote.tee(), authentic.at(), checks).verify(collateral);
            TcbAppraisal tcb = appraise(quote, chain, endorsed, checks);
            checks.record(new WorkloadRules(policy).check(quote.body()));
            checks.record(new TcbRules(policy).check(tcb, quote.tee(), authentic.at()));
            checks.record(new ReportRules(policy.expected()).check(quote.body()));
            List<Check> made = checks.checks();
            return made.stream().anyMatch(Check::failed)
                    ? new RefusedQuote(made)
                    : new VerifiedQuote(
                            quote, chain, tcb, later(authentic, collateral), endorsed.uses(), collateral.notes(), made);
        } catch (CheckFailedException e) {
            return refused(checks);
        }
    }

    private TcbAppraisal appraise(Quote quote, PckChain chain, CollateralVerifier.Endorsed endorsed, CheckList checks)
            throws CheckFailedException {
        EnclaveReport qe = quote.authentication().qeReport();
        IsvLevel qeLevel = QePolicy.require(qe, endorsed.qeIdentity(), checks);
        return new TcbAppraiser(
                        chain.platform(),
                        endorsed.tcbInfo(),
                        endorsed.qeIdentity(),
                        qeLevel,
                        qe.isvSvn(),
                        rules,
                        checks)
                .appraise(quote.body());
    }

    /** What the documents of the later TCB evaluation say, in checks of their own that decide nothing. */
    private Optional<LaterTcb> later(AuthenticQuote authentic, Collateral collateral) {
        return collateral.later().map(later -> {
            CheckList checks = new CheckList(List.of());
            try {
                CollateralVerifier.Endorsed endorsed = new CollateralVerifier(
                                endorsements,
                                authentic.chain(),
                                authentic.quote().tee(),
                                authentic.at(),
                                checks)
                        .verify(collateral, later);
                return LaterTcb.of(appraise(authentic.quote(), authentic.chain(), endorsed, checks));
            } catch (CheckFailedException e) {
                return LaterTcb.refused(e.check());
            }
        });
    }

    /** A certificate that the quote names without its chain is the one that the chain begins with. */
    private static void certificateIsTheQuotes(CertificationData data, PckChain chain, CheckList checks)
            throws CheckFailedException {
        try {
            Optional<Certificate> carried = data.pckCertificate();
            if (carried.isPresent() && !carried.get().der().equals(chain.pck().der())) {
                throw checks.failure(
                        PCK_CHAIN_FORMAT,
                        "the chain that was supplied begins with another certificate than the quote's");
            }
        } catch (MalformedEvidenceException e) {
            throw checks.failure(PCK_CHAIN_FORMAT, e.inWords());
        }
    }

    /** The key that the quoting enclave vouches for: in a report that the PCK key signs. */
    private EcPublicKey attestationKey(AuthenticationData auth, PckChain chain, CheckList checks)
            throws CheckFailedException {
        Bytes binding = attestationKeys.remembers()
                ? Digest.SHA_256.of(
                        chain.pck().subjectPublicKeyInfo(),
                        auth.qeReport().bytes(),
                        auth.qeReportSignature().rs(),
                        auth.attestationKey(),
                        auth.qeAuthData())
                : Bytes.empty();
        Optional<EcPublicKey> seen = attestationKeys.get(binding);
        if (seen.isPresent()) {
            recordBinding(checks);
            return seen.get();
        }
        qeReportIsSigned(auth, chain, checks);
        attestationKeyIsCommitted(auth, checks);
        EcPublicKey key = point(auth, checks);
        recordBinding(checks);
        attestationKeys.put(binding, key);
        return key;
    }

    private static void recordBinding(CheckList checks) {
        checks.record(Check.passed(QE_REPORT_SIGNATURE, "the quoting enclave's report is signed by the PCK key"));
        checks.record(Check.passed(QE_REPORT_DATA, "the quoting enclave vouches for the attestation key"));
        checks.record(Check.passed(ATTESTATION_KEY_INVALID, "the attestation key is a point of P-256"));
    }

    /** The PCK key signs the quoting enclave's report, over the 384 bytes as received. */
    private void qeReportIsSigned(AuthenticationData auth, PckChain chain, CheckList checks)
            throws CheckFailedException {
        boolean signed =
                signatures.verifies(chain.pck().publicKey(), auth.qeReport().bytes(), auth.qeReportSignature());
        if (!signed) {
            throw checks.failure(
                    QE_REPORT_SIGNATURE,
                    "the signature under the quoting enclave's report does not verify with the PCK key"
                            + (auth.certificationData().hasChain()
                                    ? ""
                                    : "; the PCK certificate that was supplied is of another platform, or of another TCB of"
                                            + " it, as happens where a platform of several packages must be registered again"));
        }
    }

    /** The QE's report data is SHA-256 of attestation key and authentication data, then 32 zero bytes. */
    private static void attestationKeyIsCommitted(AuthenticationData auth, CheckList checks)
            throws CheckFailedException {
        Bytes hash = Digest.SHA_256.of(auth.attestationKey(), auth.qeAuthData());
        checks.require(Check.equal(
                QE_REPORT_DATA,
                Bytes.concat(hash, Bytes.zeros(32)).toHex(),
                auth.qeReport().reportData().toHex(),
                "the quoting enclave vouches for the attestation key",
                "the quoting enclave vouches for another attestation key"));
    }

    private static EcPublicKey point(AuthenticationData auth, CheckList checks) throws CheckFailedException {
        try {
            return EcPublicKey.ofCoordinates(EcCurve.P_256, auth.attestationKey(), "attestation_key");
        } catch (MalformedEvidenceException e) {
            throw checks.failure(ATTESTATION_KEY_INVALID, e.inWords());
        }
    }

    /** The attestation key signs header and body as received. */
    private void quoteIsSigned(Quote quote, EcPublicKey key, CheckList checks) throws CheckFailedException {
        boolean signed = signatures.verifies(
                key, quote.signedData(), quote.authentication().quoteSignature());
        checks.require(Check.that(
                QUOTE_SIGNATURE,
                signed,
                "the quote is signed by the attestation key",
                "the signature under the quote does not verify with the attestation key"));
    }
}
