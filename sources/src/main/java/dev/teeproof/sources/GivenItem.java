package dev.teeproof.sources;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.sources.IntelItem.Update;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An endorsement that was given for a place: which one that is was said by the container that held it, or by its content.
 *
 * @param stated empty for what cannot be read well enough
 */
record GivenItem(Place place, Endorsement endorsement, Optional<Statement> stated) {

    static final Comparator<GivenItem> NEWEST_FIRST =
            Comparator.comparing(GivenItem::issued).reversed();

    /** What an endorsement can be given as. */
    enum Place {
        TCB_INFO,
        EARLY_TCB_INFO,
        QE_IDENTITY,
        EARLY_QE_IDENTITY,
        ROOT_CA_CRL,
        PCK_CRL,
        PCK_CHAIN;

        static Place of(IntelItem item) {
            return switch (item) {
                case IntelItem.TcbInfo tcb -> tcb.update() == Update.EARLY ? EARLY_TCB_INFO : TCB_INFO;
                case IntelItem.QeIdentity qe -> qe.update() == Update.EARLY ? EARLY_QE_IDENTITY : QE_IDENTITY;
                case IntelItem.PckCrl crl -> PCK_CRL;
                case IntelItem.RootCaCrl crl -> ROOT_CA_CRL;
                case IntelItem.PckCertificate pck -> PCK_CHAIN;
            };
        }
    }

    static GivenItem of(Place place, Endorsement endorsement) {
        return new GivenItem(place, endorsement, Statement.ifReadable(endorsement));
    }

    /** The best of all for the item, for its check to fail if it is not right; empty if there is nothing of the kind. */
    static Optional<Endorsement> choose(List<GivenItem> newestFirst, IntelItem item, Instant at) {
        Place place = Place.of(item);
        List<GivenItem> ofPlace =
                newestFirst.stream().filter(given -> given.place == place).toList();
        return NewestInDate.of(ofPlace, given -> given.isFor(item), given -> given.inDate(at))
                .or(() -> standsInFor(item) ? ofPlace.stream().findFirst() : Optional.empty())
                .map(GivenItem::endorsement);
    }

    private Instant issued() {
        return stated.map(Statement::issued).orElse(Instant.MIN);
    }

    private boolean isFor(IntelItem item) {
        return stated.isPresent() && stated.get().isFor(item);
    }

    private boolean inDate(Instant at) {
        return stated.isPresent() && stated.get().inDate(at) && signerInDate(at);
    }

    /** Intel's signer of TCB info has two certificates, one after the other, for the same key. */
    private boolean signerInDate(Instant at) {
        if (!(endorsement instanceof Endorsement.Document(IssuedDocument issued))) {
            return true;
        }
        try {
            Certificate signer =
                    Certificate.readPem(issued.issuerChain(), "issuer chain").get(0);
            return !at.isBefore(signer.notBefore()) && !at.isAfter(signer.notAfter());
        } catch (MalformedEvidenceException e) {
            return false;
        }
    }

    /**
     * Whether it is used where there is none that is right, for its check to fail: what was given is used as it is. Other
     * documents of a later evaluation are not, since no check of the verdict looks at them.
     */
    private static boolean standsInFor(IntelItem item) {
        return switch (item) {
            case IntelItem.TcbInfo tcb -> tcb.update() == Update.STANDARD;
            case IntelItem.QeIdentity qe -> qe.update() == Update.STANDARD;
            case IntelItem.PckCrl crl -> true;
            case IntelItem.RootCaCrl crl -> true;
            case IntelItem.PckCertificate pck -> true;
        };
    }
}
