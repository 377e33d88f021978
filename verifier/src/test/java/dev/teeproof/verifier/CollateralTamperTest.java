package dev.teeproof.verifier;

import static dev.teeproof.dcap.QuoteCheck.CERT_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.CRL_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.CRL_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.CRL_ISSUER;
import static dev.teeproof.dcap.QuoteCheck.CRL_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dcap.SignedDocument;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real collateral with one thing changed, for a real machine that it affirms unchanged. */
class CollateralTamperTest {

    @FunctionalInterface
    interface Change {
        Collateral of(Collateral collateral) throws MalformedEvidenceException;
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                        lists(),
                        stale(),
                        documents("TCB info", TCB_INFO_SIGNATURE, CollateralChange::tcbInfo),
                        documents("QE identity", QE_IDENTITY_SIGNATURE, CollateralChange::qeIdentity))
                .flatMap(all -> all);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void aChangeIsFoundOutByTheCheckThatGuardsIt(String name, QuoteCheck code, Change change) throws Exception {
        Collateral changed = change.of(Real.collateral(Real.APRIL));

        AttestationResult result = Real.verify(Real.evidence(Real.LITE), changed, Real.LITE_AT);

        assertThat(result.verdict()).as(name).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).as(name).isEqualTo(code);
        assertThat(result.claims())
                .as("nothing is proven by bad collateral")
                .allSatisfy(claim -> assertThat(claim.proof().trustAnchor()).isEmpty());
    }

    static Arguments change(String name, QuoteCheck code, Change change) {
        return arguments(name, code, change);
    }

    private static Stream<Arguments> lists() {
        Bytes name = Bytes.utf8("Santa Clara");
        return Stream.of(
                change("root CRL: issuer", CRL_ISSUER, c -> CollateralChange.rootCaCrl(c, b -> Tamper.flipIn(b, name))),
                change("PCK CRL: issuer", CRL_ISSUER, c -> CollateralChange.pckCrl(c, b -> Tamper.flipIn(b, name))),
                change("root CRL: last bit of the signature", CRL_SIGNATURE, c -> CollateralChange.rootCaCrl(c, LAST)),
                change("PCK CRL: last bit of the signature", CRL_SIGNATURE, c -> CollateralChange.pckCrl(c, LAST)),
                change(
                        "root CRL: nextUpdate",
                        CRL_SIGNATURE,
                        c -> CollateralChange.rootCaCrl(c, b -> Tamper.flipIn(b, Bytes.utf8("270226")))),
                change(
                        "PCK CRL: thisUpdate",
                        CRL_SIGNATURE,
                        c -> CollateralChange.pckCrl(c, b -> Tamper.flipIn(b, Bytes.utf8("2603162234")))),
                change(
                        "PCK CRL: a revoked serial number",
                        CRL_SIGNATURE,
                        c -> CollateralChange.pckCrl(c, b -> {
                            CertificateRevocationList list = CertificateRevocationList.read(b, "crl");
                            Bytes serial = Bytes.copyOf(
                                    list.revoked().iterator().next().toByteArray());
                            return Tamper.flipIn(b, serial);
                        })),
                change("PCK CRL: nothing", CRL_FORMAT, c -> CollateralChange.pckCrl(c, b -> Bytes.empty())),
                change(
                        "PCK CRL: a byte behind it",
                        CRL_FORMAT,
                        c -> CollateralChange.pckCrl(c, b -> Bytes.concat(b, Bytes.zeros(1)))),
                change(
                        "PCK CRL: the root's",
                        CRL_ISSUER,
                        c -> CollateralChange.pckCrl(c, b -> c.rootCaCrl().list())),
                change(
                        "root CRL: the PCK CA's",
                        CRL_ISSUER,
                        c -> CollateralChange.rootCaCrl(c, b -> c.pckCrl().list())),
                change(
                        "PCK CRL: that of the Processor CA",
                        CRL_ISSUER,
                        c -> CollateralChange.pckCrl(
                                c,
                                b -> Real.collateral("dcap/collateral/sgx-00a067110000.json")
                                        .pckCrl()
                                        .list())));
    }

    /** Genuine documents of an earlier month: whoever withholds the newer ones is found out by the date. */
    private static Stream<Arguments> stale() {
        return Stream.of(
                change(
                        "PCK CRL of February",
                        CRL_EXPIRED,
                        c -> CollateralChange.pckCrl(
                                c, b -> Real.collateral(Real.FEBRUARY).pckCrl().list())),
                change(
                        "root CRL of 2025",
                        CRL_EXPIRED,
                        c -> CollateralChange.rootCaCrl(
                                c,
                                b -> Real.collateral(Real.FEBRUARY).rootCaCrl().list())),
                change(
                        "TCB info of February",
                        TCB_INFO_EXPIRED,
                        c -> CollateralChange.tcbInfo(
                                c, d -> Real.collateral(Real.FEBRUARY).tcbInfo().document())),
                change(
                        "QE identity of February",
                        QE_IDENTITY_EXPIRED,
                        c -> CollateralChange.qeIdentity(
                                c,
                                d -> Real.collateral(Real.FEBRUARY).qeIdentity().document())),
                change(
                        "TCB signer of the years to 2025",
                        CERT_EXPIRED,
                        c -> CollateralChange.tcbInfoChain(
                                c,
                                chain -> Pem.read(Real.collateral("dcap/collateral/tdx-50806f000000-2023.json")
                                        .tcbInfo()
                                        .issuerChain()))));
    }

    static final CollateralChange.Of<Bytes> LAST = bytes -> Tamper.flip(bytes, bytes.size() - 1);

    @FunctionalInterface
    private interface DocumentChange {
        Collateral of(Collateral collateral, CollateralChange.Of<SignedDocument> change)
                throws MalformedEvidenceException;
    }

    private static Stream<Arguments> documents(String name, QuoteCheck code, DocumentChange change) {
        return Stream.of(
                change(name + ": a status", code, c -> change.of(c, d -> text(d, "\"UpToDate\"", "\"OutOfDate\""))),
                change(name + ": an SVN", code, c -> change.of(c, d -> text(d, "svn\":4", "svn\":3"))),
                change(
                        name + ": the date that it expires",
                        code,
                        c -> change.of(c, d -> text(d, "\"nextUpdate\":\"2026", "\"nextUpdate\":\"2036"))),
                change(name + ": a blank", code, c -> change.of(c, d -> text(d, "\"version\":", "\"version\": "))),
                change(name + ": an unknown member", code, c -> change.of(c, d -> text(d, "{", "{\"a\":1,"))),
                change(name + ": signature r", code, c -> change.of(c, d -> signature(d, 0))),
                change(name + ": signature s", code, c -> change.of(c, d -> signature(d, 63))),
                change(
                        name + ": signature of zeros",
                        code,
                        c -> change.of(c, d -> new SignedDocument(d.text(), new EcdsaSignature(Bytes.zeros(64))))),
                change(
                        name + ": signature of the other document",
                        code,
                        c -> change.of(
                                c,
                                d -> new SignedDocument(
                                        d.text(),
                                        d.equals(c.tcbInfo().document())
                                                ? c.qeIdentity().document().signature()
                                                : c.tcbInfo().document().signature()))));
    }

    private static SignedDocument text(SignedDocument document, String from, String to)
            throws MalformedEvidenceException {
        String text = document.text().toUtf8("document");
        int at = text.indexOf(from);
        assertThat(at).as(from).isNotNegative();
        String changed = text.substring(0, at) + to + text.substring(at + from.length());
        return new SignedDocument(Bytes.utf8(changed), document.signature());
    }

    private static SignedDocument signature(SignedDocument document, int at) {
        return new SignedDocument(
                document.text(),
                new EcdsaSignature(Tamper.flip(document.signature().rs(), at)));
    }
}
