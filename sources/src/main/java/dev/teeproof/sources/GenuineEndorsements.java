package dev.teeproof.sources;

import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.EndorsementVerifier;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.PckEndorsementVerifier;
import dev.teeproof.dcap.TrustAnchors;
import java.util.Optional;

/**
 * Whether an endorsement may be kept under an item: it is the item that was asked for, and it is signed by whoever may
 * sign it, under a trust anchor. Dates and revocation are not looked at. Thread-safe.
 *
 * <p>A genuine document of another platform is refused as well: under the wrong item it would do the harm of a forged one.
 */
public final class GenuineEndorsements {

    private final EndorsementVerifier endorsements;
    private final PckEndorsementVerifier pckCertificates;

    private GenuineEndorsements(EndorsementVerifier endorsements, PckEndorsementVerifier pckCertificates) {
        this.endorsements = endorsements;
        this.pckCertificates = pckCertificates;
    }

    /** @param signatures best one that remembers what it has verified */
    public static GenuineEndorsements of(TrustAnchors anchors, SignatureVerifier signatures) {
        return new GenuineEndorsements(
                EndorsementVerifier.of(anchors, signatures), PckEndorsementVerifier.of(anchors, signatures));
    }

    /** What is wrong with the endorsement as this item, in words; empty if it may be kept. */
    public Optional<String> trouble(IntelItem item, Endorsement endorsement) {
        Optional<Statement> stated = Statement.ifReadable(endorsement);
        if (stated.isEmpty()) {
            return Optional.of("it cannot be read");
        }
        if (!stated.get().isFor(item)) {
            return Optional.of("it is not the " + item.inWords());
        }
        return switch (endorsement) {
            case Endorsement.Document document -> endorsements.trouble(document.issued());
            case Endorsement.RevocationList list ->
                endorsements.trouble(item instanceof IntelItem.RootCaCrl ? withoutChain(list.issued()) : list.issued());
            case Endorsement.PckChain chain -> pckCertificates.trouble(chain.pem());
        };
    }

    /** The root's list is signed by a trust anchor itself, not by a CA that came along. */
    private static IssuedList withoutChain(IssuedList list) {
        return new IssuedList(list.list(), Optional.empty(), list.source());
    }
}
