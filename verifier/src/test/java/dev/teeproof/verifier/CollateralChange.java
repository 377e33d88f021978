package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.SignedDocument;
import java.util.List;
import java.util.Optional;

/** Collateral with one part replaced. */
final class CollateralChange {

    @FunctionalInterface
    interface Of<T> {
        T change(T part) throws MalformedEvidenceException;
    }

    private CollateralChange() {}

    static Collateral pckCrlChain(Collateral c, Of<List<Bytes>> change) throws MalformedEvidenceException {
        IssuedList list = c.pckCrl();
        Bytes chain = chain(list.issuerChain().orElseThrow(), change);
        return with(c, c.rootCaCrl(), new IssuedList(list.list(), Optional.of(chain), list.source()));
    }

    static Collateral rootCaCrl(Collateral c, Of<Bytes> change) throws MalformedEvidenceException {
        return with(c, list(c.rootCaCrl(), change), c.pckCrl());
    }

    static Collateral pckCrl(Collateral c, Of<Bytes> change) throws MalformedEvidenceException {
        return with(c, c.rootCaCrl(), list(c.pckCrl(), change));
    }

    static Collateral tcbInfoChain(Collateral c, Of<List<Bytes>> change) throws MalformedEvidenceException {
        return with(c, signer(c.tcbInfo(), change), c.qeIdentity());
    }

    static Collateral tcbInfo(Collateral c, Of<SignedDocument> change) throws MalformedEvidenceException {
        return with(c, document(c.tcbInfo(), change), c.qeIdentity());
    }

    static Collateral qeIdentityChain(Collateral c, Of<List<Bytes>> change) throws MalformedEvidenceException {
        return with(c, c.tcbInfo(), signer(c.qeIdentity(), change));
    }

    static Collateral qeIdentity(Collateral c, Of<SignedDocument> change) throws MalformedEvidenceException {
        return with(c, c.tcbInfo(), document(c.qeIdentity(), change));
    }

    /** With other lists. */
    static Collateral with(Collateral c, IssuedList rootCaCrl, IssuedList pckCrl) {
        return new Collateral(
                rootCaCrl, pckCrl, c.tcbInfo(), c.qeIdentity(), c.pckCertificateChain(), c.later(), c.notes());
    }

    /** With other documents. */
    static Collateral with(Collateral c, IssuedDocument tcbInfo, IssuedDocument qeIdentity) {
        return new Collateral(
                c.rootCaCrl(), c.pckCrl(), tcbInfo, qeIdentity, c.pckCertificateChain(), c.later(), c.notes());
    }

    private static IssuedList list(IssuedList issued, Of<Bytes> change) throws MalformedEvidenceException {
        return new IssuedList(change.change(issued.list()), issued.issuerChain(), issued.source());
    }

    private static IssuedDocument document(IssuedDocument issued, Of<SignedDocument> change)
            throws MalformedEvidenceException {
        return new IssuedDocument(change.change(issued.document()), issued.issuerChain(), issued.source());
    }

    private static IssuedDocument signer(IssuedDocument issued, Of<List<Bytes>> change)
            throws MalformedEvidenceException {
        return new IssuedDocument(issued.document(), chain(issued.issuerChain(), change), issued.source());
    }

    private static Bytes chain(Bytes pem, Of<List<Bytes>> change) throws MalformedEvidenceException {
        return Pem.write(change.change(Pem.read(pem)));
    }
}
