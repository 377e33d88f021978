package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerifiedSignatures;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.Tee;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One machine, and collateral for it and for another platform, issued a day before a day and good for a month. */
final class Simulated {

    static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");

    /** The machine's endorsements as something to keep. */
    static final IntelKind KIND = new IntelKind(genuine());

    private Simulated() {}

    static AuthenticQuote quote() throws MalformedEvidenceException {
        SimulatedTdx machine = TdxBlueprint.of(3, AT).build();
        return (AuthenticQuote) QuoteVerifier.of(TrustAnchors.of(List.of(machine.root())))
                .authenticate(Quote.parse(machine.quote()), AT);
    }

    /** The machine's quote with its PCK certificate alone (certification data type 4). */
    static Quote quoteWithoutIssuers() throws MalformedEvidenceException {
        return Quote.parse(TdxBlueprint.of(3, AT).certificationData(4).build().quote());
    }

    static Bytes container(int days) {
        return TdxBlueprint.of(3, AT.plus(Duration.ofDays(days))).build().collateralContainer();
    }

    static Bytes containerOfAnotherPlatform(int days) {
        return TdxBlueprint.of(3, AT.plus(Duration.ofDays(days)))
                .tcbInfo("\"fmspc\":\"90c06f000000\"", "\"fmspc\":\"b0c06f000000\"")
                .build()
                .collateralContainer();
    }

    static Collateral collateral(String name, int days) throws MalformedEvidenceException {
        return Collateral.readContainer(container(days), name);
    }

    static Collateral ofAnotherPlatform(String name, int days) throws MalformedEvidenceException {
        return Collateral.readContainer(containerOfAnotherPlatform(days), name);
    }

    /** A container whose lists say nothing that can be read. */
    static Collateral unreadable(String name) throws MalformedEvidenceException {
        Collateral right = collateral(name, 0);
        return new Collateral(
                new IssuedList(Bytes.of(1), Optional.empty(), name),
                right.pckCrl(),
                right.tcbInfo(),
                right.qeIdentity(),
                right.pckCertificateChain(),
                right.later(),
                right.notes());
    }

    /** Takes for genuine what ends at the machine's root. */
    static GenuineEndorsements genuine() {
        return GenuineEndorsements.of(
                TrustAnchors.of(List.of(TdxBlueprint.of(3, AT).build().root())),
                VerifiedSignatures.over(SignatureVerifier.ofPlatform(), 10_000));
    }

    /** What the machine's collateral has for an item. */
    static Endorsement endorsement(IntelItem item, Collateral collateral) {
        return switch (item) {
            case IntelItem.TcbInfo tcb -> new Endorsement.Document(collateral.tcbInfo());
            case IntelItem.QeIdentity qe -> new Endorsement.Document(collateral.qeIdentity());
            case IntelItem.PckCrl crl -> new Endorsement.RevocationList(collateral.pckCrl());
            case IntelItem.RootCaCrl crl ->
                new Endorsement.RevocationList(
                        new IssuedList(collateral.rootCaCrl().list(), Optional.empty(), collateral.source()));
            case IntelItem.PckCertificate pck -> new Endorsement.PckChain(pckChain(), collateral.source());
        };
    }

    /** The same, of collateral that was issued so many days later. */
    static Endorsement endorsement(IntelItem item, int days) {
        try {
            return endorsement(item, collateral("simulated", days));
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An endorsement whose signature is wrong. */
    static Endorsement forged(IntelItem item, int days) {
        try {
            Bytes container = TdxBlueprint.of(3, AT.plus(Duration.ofDays(days)))
                    .forged(TdxBlueprint.Signed.TCB_INFO)
                    .forged(TdxBlueprint.Signed.QE_IDENTITY)
                    .forged(TdxBlueprint.Signed.PCK_CRL)
                    .forged(TdxBlueprint.Signed.ROOT_CRL)
                    .build()
                    .collateralContainer();
            return endorsement(item, Collateral.readContainer(container, "forger"));
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PEM, as the quote carries it. */
    static Bytes pckChain() {
        Bytes quote = TdxBlueprint.of(3, AT).build().quote();
        String text = new String(quote.toArray(), StandardCharsets.ISO_8859_1);
        String end = "-----END CERTIFICATE-----\n";
        return Bytes.utf8(text.substring(text.indexOf("-----BEGIN"), text.lastIndexOf(end) + end.length()));
    }

    static final IntelItem TCB_INFO =
            new IntelItem.TcbInfo(Tee.TDX, Bytes.hex("90c06f000000"), IntelItem.Update.STANDARD);
    static final IntelItem QE_IDENTITY = new IntelItem.QeIdentity(Tee.TDX, IntelItem.Update.STANDARD);
    static final IntelItem PCK_CRL = new IntelItem.PckCrl(PckCa.PLATFORM);
    static final IntelItem ROOT_CA_CRL = new IntelItem.RootCaCrl();
    static final IntelItem PCK_CERTIFICATE = new IntelItem.PckCertificate(new PckCertificateId(
            Bytes.zeros(16),
            Optional.of(Bytes.of(0xab, 0xcd)),
            Bytes.of(3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0),
            13,
            Bytes.zeros(2)));

    static List<IntelItem> items() {
        return List.of(TCB_INFO, QE_IDENTITY, PCK_CRL, ROOT_CA_CRL, PCK_CERTIFICATE);
    }
}
