package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.CA_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.CRL_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.CRL_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.CRL_ISSUER;
import static dev.teeproof.dcap.QuoteCheck.CRL_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.CRL_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.PCK_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_ID;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.SIGNER_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_MISMATCH;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.TCB_SIGNER_UNTRUSTED;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.EndorsementUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * From collateral as received to endorsements that can be believed for one platform: lists, signers, TCB info, QE
 * identity, in this order. Each signature is checked before what it covers is interpreted.
 *
 * @see "Intel SGX and TDX DCAP Quote Verification Library, verifyPCKCertificate, verifyTCBInfo, verifyEnclaveIdentity"
 */
final class CollateralVerifier {

    /** What collateral says of a platform, verified. */
    record Endorsed(TcbInfo tcbInfo, QeIdentity qeIdentity, List<EndorsementUse> uses) {}

    private record Lists(CertificateRevocationList root, CertificateRevocationList pck) {}

    private final Collateral collateral;
    private final PckChain chain;
    private final Instant at;
    private final CertificateRules rules;
    private final SignatureVerifier signatures;
    private final CheckList checks;

    CollateralVerifier(
            Collateral collateral, PckChain chain, Instant at, SignatureVerifier signatures, CheckList checks) {
        this.collateral = collateral;
        this.chain = chain;
        this.at = at;
        this.rules = new CertificateRules(signatures);
        this.signatures = signatures;
        this.checks = checks;
    }

    Endorsed verify() throws CheckFailedException {
        Lists lists = lists();
        Certificate tcbSigner = signer(collateral.tcbInfo().issuerChain(), "TCB info");
        Certificate qeSigner = collateral
                        .qeIdentity()
                        .issuerChain()
                        .equals(collateral.tcbInfo().issuerChain())
                ? tcbSigner
                : signer(collateral.qeIdentity().issuerChain(), "QE identity");
        checks.record(Check.passed(
                TCB_SIGNER_UNTRUSTED, "TCB info and QE identity have a signer under the same trust anchor"));
        ChainRules.require(List.of(chain.anchor()), List.of(tcbSigner, qeSigner), at, checks);
        checks.require(Check.that(
                SIGNER_REVOKED,
                !lists.root().revokes(tcbSigner) && !lists.root().revokes(qeSigner),
                "the signers of TCB info and QE identity are not revoked",
                "a signer of TCB info or QE identity is revoked"));
        TcbInfo tcbInfo = tcbInfo(tcbSigner);
        QeIdentity qeIdentity = qeIdentity(qeSigner);
        return new Endorsed(tcbInfo, qeIdentity, uses(lists, tcbSigner, qeSigner, tcbInfo, qeIdentity));
    }

    /** The lists of the anchor and of the PCK CA: RFC 5280 section 6.3.3. */
    private Lists lists() throws CheckFailedException {
        Lists lists;
        try {
            lists = new Lists(
                    CertificateRevocationList.readAnyForm(collateral.rootCaCrl().list(), "root_ca_crl"),
                    CertificateRevocationList.readAnyForm(collateral.pckCrl().list(), "pck_crl"));
            checks.record(Check.passed(CRL_FORMAT, "the revocation lists can be read"));
        } catch (MalformedEvidenceException e) {
            throw checks.failure(CRL_FORMAT, e.inWords());
        }
        require(
                CRL_ISSUER,
                CertificateRules.listOf(chain.anchor(), lists.root())
                        .or(() -> CertificateRules.listOf(chain.ca(), lists.pck()))
                        .or(this::listIssuerChainTrouble),
                "the revocation lists are those of " + chain.anchor().subject() + " and "
                        + chain.ca().subject());
        require(
                CRL_SIGNATURE,
                rules.signedBy(lists.root(), chain.anchor()).or(() -> rules.signedBy(lists.pck(), chain.ca())),
                "the revocation lists are signed by their issuers");
        require(
                CRL_NOT_YET_VALID,
                first(lists, list -> at.isBefore(list.thisUpdate()), list -> " is valid from " + list.thisUpdate()),
                "the revocation lists are valid already");
        require(
                CRL_EXPIRED,
                first(lists, list -> at.isAfter(list.nextUpdate()), list -> " was valid until " + list.nextUpdate()),
                "no revocation list has expired");
        checks.require(Check.that(
                CA_REVOKED,
                !lists.root().revokes(chain.ca()) && !lists.root().revokes(chain.anchor()),
                chain.ca().subject() + " is not revoked",
                chain.ca().subject() + " is revoked"));
        checks.require(Check.that(
                PCK_REVOKED,
                !lists.pck().revokes(chain.pck()),
                "the PCK certificate is not revoked",
                "the PCK certificate is revoked"));
        return lists;
    }

    /** The chain that came with the PCK CRL says nothing new, but it must not say anything else either. */
    private Optional<String> listIssuerChainTrouble() {
        if (collateral.pckCrl().issuerChain().isEmpty()) {
            return Optional.empty();
        }
        List<Certificate> sent;
        try {
            sent = Certificate.readPem(collateral.pckCrl().issuerChain().get(), "pck_crl_issuer_chain");
        } catch (MalformedEvidenceException e) {
            return Optional.of(e.inWords());
        }
        Certificate ca = sent.get(0);
        Optional<String> trouble = Optional.empty();
        if (!ca.der().equals(chain.ca().der())) {
            boolean sameKey = ca.subjectPublicKeyInfo().equals(chain.ca().subjectPublicKeyInfo());
            trouble = sameKey
                    ? rules.issuedBy(ca, chain.anchor())
                    : Optional.of("the issuer chain of the PCK CRL begins with another CA, " + ca.subject());
        }
        return trouble.or(() -> sent.size() == 2
                ? ChainRules.sentRootIsAnchor(sent.get(1), chain.anchor(), rules)
                : Optional.of("the issuer chain of the PCK CRL has not two certificates"));
    }

    private Certificate signer(Bytes pem, String of) throws CheckFailedException {
        List<Certificate> sent;
        try {
            sent = TcbSignerRules.read(pem, of);
        } catch (MalformedEvidenceException e) {
            throw checks.failure(TCB_SIGNER_UNTRUSTED, e.inWords());
        }
        Optional<String> trouble = new TcbSignerRules(rules).trouble(sent, chain.anchor(), of);
        if (trouble.isPresent()) {
            throw checks.failure(TCB_SIGNER_UNTRUSTED, trouble.get());
        }
        return sent.get(0);
    }

    private TcbInfo tcbInfo(Certificate signer) throws CheckFailedException {
        requireSignature(TCB_INFO_SIGNATURE, collateral.tcbInfo().document(), signer, "the TCB info");
        TcbInfo tcbInfo;
        try {
            JsonObject document = TcbInfo.parse(collateral.tcbInfo().document().text());
            TcbInfo.Kind kind = TcbInfo.readKind(document);
            if (!kind.id().equals("TDX")) {
                checks.record(Check.passed(TCB_INFO_FORMAT, "the TCB info can be read"));
                throw checks.failure(
                        TCB_INFO_MISMATCH, "the TCB info is for " + kind.id() + ", and the quote is of TDX");
            }
            if (kind.version() != 3 || kind.tcbType() != 0) {
                throw checks.failure(
                        TCB_INFO_FORMAT,
                        "the TCB info is of version " + kind.version() + " and type " + kind.tcbType()
                                + "; version 3 and type 0 are read");
            }
            tcbInfo = TcbInfo.read(document);
        } catch (MalformedEvidenceException e) {
            throw checks.failure(TCB_INFO_FORMAT, e.inWords());
        }
        checks.record(Check.passed(TCB_INFO_FORMAT, "the TCB info can be read"));
        requireWindow(
                TCB_INFO_NOT_YET_VALID, TCB_INFO_EXPIRED, "the TCB info", tcbInfo.issueDate(), tcbInfo.nextUpdate());
        checks.require(Check.equal(
                TCB_INFO_MISMATCH,
                "FMSPC " + chain.platform().fmspc() + ", PCE "
                        + chain.platform().pceId(),
                "FMSPC " + tcbInfo.fmspc() + ", PCE " + tcbInfo.pceId(),
                "the TCB info is for this platform",
                "the TCB info is for another platform"));
        return tcbInfo;
    }

    private QeIdentity qeIdentity(Certificate signer) throws CheckFailedException {
        requireSignature(QE_IDENTITY_SIGNATURE, collateral.qeIdentity().document(), signer, "the QE identity");
        QeIdentity identity;
        try {
            identity = QeIdentity.read(collateral.qeIdentity().document().text());
        } catch (MalformedEvidenceException e) {
            throw checks.failure(QE_IDENTITY_FORMAT, e.inWords());
        }
        checks.record(Check.passed(QE_IDENTITY_FORMAT, "the QE identity can be read"));
        requireWindow(
                QE_IDENTITY_NOT_YET_VALID,
                QE_IDENTITY_EXPIRED,
                "the QE identity",
                identity.issueDate(),
                identity.nextUpdate());
        checks.require(Check.equal(
                QE_IDENTITY_ID,
                "TD_QE",
                identity.id(),
                "the identity is that of TDX's quoting enclave",
                "the identity is that of another enclave than TDX's quoting enclave"));
        return identity;
    }

    private void requireSignature(QuoteCheck code, SignedDocument document, Certificate signer, String what)
            throws CheckFailedException {
        boolean signed = signatures.ecdsaP256Sha256(signer.publicKey(), document.text(), document.signature());
        checks.require(Check.that(
                code,
                signed,
                what + " is signed by " + signer.subject(),
                "the signature under " + what + " does not verify with the key of " + signer.subject()));
    }

    private void requireWindow(QuoteCheck early, QuoteCheck late, String what, Instant issued, Instant nextUpdate)
            throws CheckFailedException {
        require(
                early,
                at.isBefore(issued) ? Optional.of(what + " is valid from " + issued + " on") : Optional.empty(),
                what + " is valid already");
        require(
                late,
                at.isAfter(nextUpdate) ? Optional.of(what + " was valid until " + nextUpdate) : Optional.empty(),
                what + " has not expired");
    }

    private void require(QuoteCheck code, Optional<String> trouble, String holds) throws CheckFailedException {
        checks.require(trouble.map(words -> Check.failed(code, words)).orElseGet(() -> Check.passed(code, holds)));
    }

    private static Optional<String> first(
            Lists lists,
            Predicate<CertificateRevocationList> wrong,
            Function<CertificateRevocationList, String> words) {
        return Stream.of(lists.root(), lists.pck())
                .filter(wrong)
                .findFirst()
                .map(list -> "the revocation list of " + list.issuer() + words.apply(list));
    }

    private List<EndorsementUse> uses(
            Lists lists, Certificate tcbSigner, Certificate qeSigner, TcbInfo tcbInfo, QeIdentity qeIdentity) {
        String source = collateral.source();
        List<EndorsementUse> uses = new ArrayList<>();
        uses.add(use(chain.pck(), "the quote"));
        uses.add(use(chain.ca(), "the quote"));
        uses.add(use(chain.anchor(), "the trust anchors"));
        uses.add(use(lists.root(), source));
        uses.add(use(lists.pck(), source));
        uses.add(use(tcbSigner, source));
        if (!qeSigner.equals(tcbSigner)) {
            uses.add(use(qeSigner, source));
        }
        uses.add(new EndorsementUse(
                "TDX TCB info for FMSPC " + tcbInfo.fmspc() + ", evaluation " + tcbInfo.tcbEvaluationDataNumber(),
                source,
                tcbInfo.issueDate(),
                tcbInfo.nextUpdate()));
        uses.add(new EndorsementUse(
                "TD QE identity, evaluation " + qeIdentity.tcbEvaluationDataNumber(),
                source,
                qeIdentity.issueDate(),
                qeIdentity.nextUpdate()));
        return uses;
    }

    private static EndorsementUse use(Certificate certificate, String source) {
        return new EndorsementUse(
                "certificate " + certificate.subject(), source, certificate.notBefore(), certificate.notAfter());
    }

    private static EndorsementUse use(CertificateRevocationList list, String source) {
        return new EndorsementUse("revocation list of " + list.issuer(), source, list.thisUpdate(), list.nextUpdate());
    }
}
