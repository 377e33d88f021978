package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.dcap.PckEndorsementVerifier;
import dev.teeproof.dcap.PckExtension;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an endorsement says of itself, unverified: good for choosing among several, for nothing else.
 *
 * @param issued from when on it holds, inclusive
 * @param until inclusive
 * @param evaluation the TCB evaluation data number, of documents alone
 * @param items which item it is
 */
record Statement(Instant issued, Instant until, OptionalInt evaluation, Fit items) {

    /** Whether the endorsement is for an item. */
    interface Fit {
        boolean isFor(IntelItem item);
    }

    static Statement of(Endorsement endorsement) throws MalformedEvidenceException {
        return switch (endorsement) {
            case Endorsement.Document document -> of(document.issued());
            case Endorsement.RevocationList list -> of(list.issued());
            case Endorsement.PckChain chain -> of(chain.pem());
        };
    }

    /** Empty for one that does not say so that it can be read. */
    static Optional<Statement> ifReadable(Endorsement endorsement) {
        try {
            return Optional.of(of(endorsement));
        } catch (MalformedEvidenceException e) {
            return Optional.empty();
        }
    }

    StatedDates dates() {
        return new StatedDates(issued, until, evaluation);
    }

    boolean inDate(Instant at) {
        return dates().inDate(at);
    }

    boolean isFor(IntelItem item) {
        return items.isFor(item);
    }

    private static Statement of(IssuedDocument document) throws MalformedEvidenceException {
        IssuedDocument.Stated stated = document.stated();
        return new Statement(
                stated.issued(),
                until(document, stated),
                OptionalInt.of(stated.tcbEvaluationDataNumber()),
                item -> switch (item) {
                    case IntelItem.TcbInfo tcb ->
                        stated.id().equals(tcb.tee().name()) && stated.fmspc().equals(Optional.of(tcb.fmspc()));
                    case IntelItem.QeIdentity qe ->
                        stated.id().equals(qe.tee().qeIdentityId())
                                && stated.fmspc().isEmpty();
                    case IntelItem.PckCrl crl -> false;
                    case IntelItem.RootCaCrl crl -> false;
                    case IntelItem.PckCertificate pck -> false;
                });
    }

    /** A document holds no longer than the certificate of its signer, of which Intel's TCB signer has had two. */
    private static Instant until(IssuedDocument document, IssuedDocument.Stated stated)
            throws MalformedEvidenceException {
        Instant signer = Certificate.readPem(document.issuerChain(), "issuer chain")
                .get(0)
                .notAfter();
        return signer.isBefore(stated.until()) ? signer : stated.until();
    }

    private static Statement of(IssuedList list) throws MalformedEvidenceException {
        IssuedList.Stated stated = list.stated();
        Optional<PckCa> ca = PckCa.of(stated.issuer());
        return new Statement(stated.issued(), stated.until(), OptionalInt.empty(), item -> switch (item) {
            case IntelItem.PckCrl crl -> ca.equals(Optional.of(crl.ca()));
            case IntelItem.RootCaCrl crl -> ca.isEmpty();
            case IntelItem.TcbInfo tcb -> false;
            case IntelItem.QeIdentity qe -> false;
            case IntelItem.PckCertificate pck -> false;
        });
    }

    private static Statement of(Bytes pem) throws MalformedEvidenceException {
        Certificate leaf = Certificate.readPem(pem, "pck certificate chain").get(0);
        PckExtension platform = PckEndorsementVerifier.stated(pem);
        return new Statement(
                leaf.notBefore(),
                leaf.notAfter(),
                OptionalInt.empty(),
                item -> item instanceof IntelItem.PckCertificate pck && isOf(platform, pck.id()));
    }

    /**
     * The PPID is encrypted where it is asked with, and the raw CPUSVN of a quote is not that of a certificate: whose it is, the
     * quoting enclave's signature decides.
     */
    private static boolean isOf(PckExtension platform, PckCertificateId id) {
        return platform.pceSvn() == id.pceSvn() && platform.pceId().equals(id.pceId());
    }
}
