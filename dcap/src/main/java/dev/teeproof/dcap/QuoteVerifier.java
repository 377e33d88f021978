package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.ATTESTATION_KEY_INVALID;
import static dev.teeproof.dcap.QuoteCheck.COLLATERAL_MISSING;
import static dev.teeproof.dcap.QuoteCheck.QE_REPORT_DATA;
import static dev.teeproof.dcap.QuoteCheck.QE_REPORT_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.QUOTE_SIGNATURE;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.P256PublicKey;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import java.time.Instant;

/**
 * Verifies quotes: first what a quote proves by itself ({@link #authenticate}), then, with collateral, that nothing of it
 * was revoked and how current the platform is ({@link #verify(AuthenticQuote, Collateral)}).
 *
 * <p>It does not look at what the workload is: measurements and report data are for the caller to compare. Thread-safe.
 *
 * @see "Intel SGX and TDX DCAP Quote Verification Library, verifyQuote"
 */
public final class QuoteVerifier {

    private final TrustAnchors anchors;
    private final QuotePolicy policy;
    private final SignatureVerifier signatures;

    private QuoteVerifier(TrustAnchors anchors, QuotePolicy policy, SignatureVerifier signatures) {
        this.anchors = anchors;
        this.policy = policy;
        this.signatures = signatures;
    }

    /** A verifier with the strictest policy and the platform's cryptography. */
    public static QuoteVerifier of(TrustAnchors anchors) {
        return new QuoteVerifier(anchors, QuotePolicy.STRICT, SignatureVerifier.ofPlatform());
    }

    public QuoteVerifier withPolicy(QuotePolicy other) {
        return new QuoteVerifier(anchors, other, signatures);
    }

    public QuoteVerifier withSignatures(SignatureVerifier other) {
        return new QuoteVerifier(anchors, policy, other);
    }

    /** Verifies a quote with the collateral at hand. */
    public QuoteVerdict verify(Quote quote, Collateral collateral, Instant at) {
        return switch (authenticate(quote, at)) {
            case AuthenticQuote authentic -> verify(authentic, collateral);
            case RefusedQuote refused -> refused;
        };
    }

    /** Follows the signatures from the report to a trust anchor. Four or five of them are verified, no collateral needed. */
    public QuoteAuthentication authenticate(Quote quote, Instant at) {
        CheckList checks = new CheckList(QuoteCheck.ALL);
        try {
            AuthenticationData auth = quote.authentication();
            PckChain chain = new PckChainVerifier(anchors, new CertificateRules(signatures))
                    .verify(auth.certificationData(), at, checks);
            qeReportIsSigned(auth, chain, checks);
            attestationKeyIsCommitted(auth, checks);
            quoteIsSigned(quote, attestationKey(auth, checks), checks);
            checks.because("no collateral is at hand");
            return new AuthenticQuote(quote, chain, at, checks.checks());
        } catch (CheckFailedException e) {
            checks.because("an earlier check failed");
            return new RefusedQuote(checks.checks());
        }
    }

    /** Completes the verification at the instant of the authentication. */
    public QuoteVerdict verify(AuthenticQuote authentic, Collateral collateral) {
        CheckList checks = new CheckList(QuoteCheck.ALL);
        checks.record(authentic.checks());
        Quote quote = authentic.quote();
        PckChain chain = authentic.chain();
        try {
            checks.record(Check.passed(COLLATERAL_MISSING, "collateral is at hand, from " + collateral.source()));
            CollateralVerifier.Endorsed endorsed =
                    new CollateralVerifier(collateral, chain, authentic.at(), signatures, checks).verify();
            EnclaveReport qe = quote.authentication().qeReport();
            IsvLevel qeLevel = QePolicy.require(qe, endorsed.qeIdentity(), checks);
            return switch (quote.body()) {
                case TdReport report -> {
                    TcbAppraisal tcb = TcbAppraisal.of(
                            report, chain.platform(), endorsed.tcbInfo(), endorsed.qeIdentity(), qeLevel, checks);
                    checks.record(new TdPolicy(policy).check(report, tcb));
                    yield checks.checks().stream().anyMatch(Check::failed)
                            ? new RefusedQuote(checks.checks())
                            : new VerifiedQuote(quote, chain, tcb, endorsed.uses(), checks.checks());
                }
            };
        } catch (CheckFailedException e) {
            checks.because("an earlier check failed");
            return new RefusedQuote(checks.checks());
        }
    }

    /** The PCK key signs the quoting enclave's report, over the 384 bytes as received. */
    private void qeReportIsSigned(AuthenticationData auth, PckChain chain, CheckList checks)
            throws CheckFailedException {
        boolean signed = signatures.ecdsaP256Sha256(
                chain.pck().publicKey(), auth.qeReport().bytes(), auth.qeReportSignature());
        checks.require(Check.that(
                QE_REPORT_SIGNATURE,
                signed,
                "the quoting enclave's report is signed by the PCK key",
                "the signature under the quoting enclave's report does not verify with the PCK key"));
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

    private static P256PublicKey attestationKey(AuthenticationData auth, CheckList checks) throws CheckFailedException {
        try {
            P256PublicKey key = P256PublicKey.ofCoordinates(auth.attestationKey(), "attestation_key");
            checks.record(Check.passed(ATTESTATION_KEY_INVALID, "the attestation key is a point of P-256"));
            return key;
        } catch (MalformedEvidenceException e) {
            throw checks.failure(ATTESTATION_KEY_INVALID, e.inWords());
        }
    }

    /** The attestation key signs header and body as received. */
    private void quoteIsSigned(Quote quote, P256PublicKey key, CheckList checks) throws CheckFailedException {
        boolean signed = signatures.ecdsaP256Sha256(
                key, quote.signedData(), quote.authentication().quoteSignature());
        checks.require(Check.that(
                QUOTE_SIGNATURE,
                signed,
                "the quote is signed by the attestation key",
                "the signature under the quote does not verify with the attestation key"));
    }
}
