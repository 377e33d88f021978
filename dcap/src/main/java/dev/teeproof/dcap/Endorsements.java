package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.CRL_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.CRL_ISSUER;
import static dev.teeproof.dcap.QuoteCheck.CRL_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.TCB_SIGNER_UNTRUSTED;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.Remembered;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.EndorsementUse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * From endorsements as received to what their signatures prove, whatever the instant: dates, revocation and whose platform
 * they are for are judged on every use by {@link CollateralVerifier}. Each signature is checked before what it covers is
 * interpreted. What was proven is remembered with the received object, together with who signed.
 */
final class Endorsements {

    /** A list that its issuer signed. */
    record GenuineList(CertificateRevocationList list, Certificate issuer, EndorsementUse use) {}

    /** A document that a TCB signer under the anchor signed. */
    record GenuineDocument<T>(
            T content, Certificate signer, Certificate anchor, EndorsementUse signerUse, EndorsementUse use) {}

    private final SignatureVerifier signatures;
    private final CertificateRules rules;
    private final Remembered<IssuedList, GenuineList> lists;
    private final Remembered<IssuedDocument, GenuineDocument<TcbInfo>> tcbInfos;
    private final Remembered<IssuedDocument, GenuineDocument<QeIdentity>> qeIdentities;

    private Endorsements(
            SignatureVerifier signatures,
            Remembered<IssuedList, GenuineList> lists,
            Remembered<IssuedDocument, GenuineDocument<TcbInfo>> tcbInfos,
            Remembered<IssuedDocument, GenuineDocument<QeIdentity>> qeIdentities) {
        this.signatures = signatures;
        this.rules = new CertificateRules(signatures);
        this.lists = lists;
        this.tcbInfos = tcbInfos;
        this.qeIdentities = qeIdentities;
    }

    static Endorsements forgetting(SignatureVerifier signatures) {
        return new Endorsements(signatures, Remembered.nothing(), Remembered.nothing(), Remembered.nothing());
    }

    static Endorsements remembering(SignatureVerifier signatures, int entries) {
        return new Endorsements(
                signatures,
                Remembered.byIdentity(entries),
                Remembered.byIdentity(entries),
                Remembered.byIdentity(entries));
    }

    /** The list of an issuer whose certificate is known to be right. */
    GenuineList list(IssuedList issued, Certificate issuer, Certificate anchor, String path, CheckList checks)
            throws CheckFailedException {
        Optional<GenuineList> seen =
                lists.get(issued).filter(list -> list.issuer().equals(issuer));
        if (seen.isPresent()) {
            return seen.get();
        }
        CertificateRevocationList list;
        try {
            list = CertificateRevocationList.readAnyForm(issued.list(), path);
        } catch (MalformedEvidenceException e) {
            throw checks.failure(CRL_FORMAT, e.inWords());
        }
        refuse(
                CRL_ISSUER,
                CertificateRules.listOf(issuer, list)
                        .or(() -> issued.issuerChain().flatMap(chain -> issuerChainTrouble(chain, issuer, anchor))),
                checks);
        refuse(CRL_SIGNATURE, rules.signedBy(list, issuer), checks);
        GenuineList genuine = new GenuineList(
                list,
                issuer,
                new EndorsementUse(
                        "revocation list of " + list.issuer(), issued.source(), list.thisUpdate(), list.nextUpdate()));
        lists.put(issued, genuine);
        return genuine;
    }

    /** The chain that came with a list says nothing new, but it must not say anything else either. */
    private Optional<String> issuerChainTrouble(Bytes pem, Certificate issuer, Certificate anchor) {
        List<Certificate> sent;
        try {
            sent = Certificate.readPem(
                    pem,
                    "pck_crl_issuer_chain",
                    der -> Stream.of(issuer, anchor)
                            .filter(one -> one.der().equals(der))
                            .findFirst());
        } catch (MalformedEvidenceException e) {
            return Optional.of(e.inWords());
        }
        Certificate ca = sent.get(0);
        Optional<String> trouble = Optional.empty();
        if (!ca.der().equals(issuer.der())) {
            boolean sameKey = ca.subjectPublicKeyInfo().equals(issuer.subjectPublicKeyInfo());
            trouble = sameKey
                    ? rules.issuedBy(ca, anchor)
                    : Optional.of("the issuer chain of the PCK CRL begins with another CA, " + ca.subject());
        }
        return trouble.or(() -> sent.size() == 2
                ? rules.sentRootIsAnchor(sent.get(1), anchor)
                : Optional.of("the issuer chain of the PCK CRL has not two certificates"));
    }

    GenuineDocument<TcbInfo> tcbInfo(IssuedDocument issued, Certificate anchor, CheckList checks)
            throws CheckFailedException {
        return document(
                tcbInfos,
                issued,
                Optional.empty(),
                anchor,
                new Kind<>("TCB info", TCB_INFO_SIGNATURE, TCB_INFO_FORMAT, text -> TcbInfo.read(TcbInfo.parse(text))),
                info -> new EndorsementUse(
                        info.tee() + " TCB info for FMSPC " + info.fmspc() + ", evaluation "
                                + info.tcbEvaluationDataNumber(),
                        issued.source(),
                        info.issueDate(),
                        info.nextUpdate()),
                checks);
    }

    /**
     * A QE identity.
     *
     * @param signer where that is known already: the issuer chain is one that was found to be right under the same anchor
     */
    GenuineDocument<QeIdentity> qeIdentity(
            IssuedDocument issued, Optional<Certificate> signer, Certificate anchor, CheckList checks)
            throws CheckFailedException {
        return document(
                qeIdentities,
                issued,
                signer,
                anchor,
                new Kind<>("QE identity", QE_IDENTITY_SIGNATURE, QE_IDENTITY_FORMAT, QeIdentity::read),
                identity -> new EndorsementUse(
                        (identity.id().equals("TD_QE") ? "TD QE" : identity.id()) + " identity, evaluation "
                                + identity.tcbEvaluationDataNumber(),
                        issued.source(),
                        identity.issueDate(),
                        identity.nextUpdate()),
                checks);
    }

    private interface Reader<T> {
        T read(Bytes text) throws MalformedEvidenceException;
    }

    private record Kind<T>(String name, QuoteCheck signature, QuoteCheck format, Reader<T> reader) {}

    private <T> GenuineDocument<T> document(
            Remembered<IssuedDocument, GenuineDocument<T>> remembered,
            IssuedDocument issued,
            Optional<Certificate> known,
            Certificate anchor,
            Kind<T> kind,
            Function<T, EndorsementUse> use,
            CheckList checks)
            throws CheckFailedException {
        Optional<GenuineDocument<T>> seen =
                remembered.get(issued).filter(document -> document.anchor().equals(anchor));
        if (seen.isPresent()) {
            return seen.get();
        }
        Certificate signer =
                known.isPresent() ? known.get() : signer(issued.issuerChain(), anchor, kind.name(), checks);
        SignedDocument document = issued.document();
        if (!signatures.verifies(signer.publicKey(), document.text(), document.signature())) {
            throw checks.failure(
                    kind.signature(),
                    "the signature under the " + kind.name() + " does not verify with the key of " + signer.subject());
        }
        try {
            T content = kind.reader().read(document.text());
            GenuineDocument<T> genuine =
                    new GenuineDocument<>(content, signer, anchor, use(signer, issued.source()), use.apply(content));
            remembered.put(issued, genuine);
            return genuine;
        } catch (MalformedEvidenceException e) {
            throw checks.failure(kind.format(), e.inWords());
        }
    }

    private Certificate signer(Bytes pem, Certificate anchor, String of, CheckList checks) throws CheckFailedException {
        List<Certificate> sent;
        try {
            sent = TcbSignerRules.read(pem, of, TrustAnchors.of(List.of(anchor)));
        } catch (MalformedEvidenceException e) {
            throw checks.failure(TCB_SIGNER_UNTRUSTED, e.inWords());
        }
        refuse(TCB_SIGNER_UNTRUSTED, new TcbSignerRules(rules).trouble(sent, anchor, of), checks);
        ChainRules.requireShape(List.of(anchor), List.of(sent.get(0)), checks);
        return sent.get(0);
    }

    private static void refuse(QuoteCheck code, Optional<String> trouble, CheckList checks)
            throws CheckFailedException {
        if (trouble.isPresent()) {
            throw checks.failure(code, trouble.get());
        }
    }

    static EndorsementUse use(Certificate certificate, String source) {
        return new EndorsementUse(
                "certificate " + certificate.subject(), source, certificate.notBefore(), certificate.notAfter());
    }
}
