package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.SignedDocument;
import java.util.List;

/** Collateral with one part replaced. */
final class CollateralChange {

    @FunctionalInterface
    interface Of<T> {
        T change(T part) throws MalformedEvidenceException;
    }

    private CollateralChange() {}

    static Collateral pckCrlChain(Collateral c, Of<List<Bytes>> change) throws MalformedEvidenceException {
        return new Collateral(
                c.source(),
                chain(c.pckCrlIssuerChain(), change),
                c.rootCaCrl(),
                c.pckCrl(),
                c.tcbInfoIssuerChain(),
                c.tcbInfo(),
                c.qeIdentityIssuerChain(),
                c.qeIdentity());
    }

    static Collateral rootCaCrl(Collateral c, Of<Bytes> change) throws MalformedEvidenceException {
        return new Collateral(
                c.source(),
                c.pckCrlIssuerChain(),
                change.change(c.rootCaCrl()),
                c.pckCrl(),
                c.tcbInfoIssuerChain(),
                c.tcbInfo(),
                c.qeIdentityIssuerChain(),
                c.qeIdentity());
    }

    static Collateral pckCrl(Collateral c, Of<Bytes> change) throws MalformedEvidenceException {
        return new Collateral(
                c.source(),
                c.pckCrlIssuerChain(),
                c.rootCaCrl(),
                change.change(c.pckCrl()),
                c.tcbInfoIssuerChain(),
                c.tcbInfo(),
                c.qeIdentityIssuerChain(),
                c.qeIdentity());
    }

    static Collateral tcbInfoChain(Collateral c, Of<List<Bytes>> change) throws MalformedEvidenceException {
        return new Collateral(
                c.source(),
                c.pckCrlIssuerChain(),
                c.rootCaCrl(),
                c.pckCrl(),
                chain(c.tcbInfoIssuerChain(), change),
                c.tcbInfo(),
                c.qeIdentityIssuerChain(),
                c.qeIdentity());
    }

    static Collateral tcbInfo(Collateral c, Of<SignedDocument> change) throws MalformedEvidenceException {
        return new Collateral(
                c.source(),
                c.pckCrlIssuerChain(),
                c.rootCaCrl(),
                c.pckCrl(),
                c.tcbInfoIssuerChain(),
                change.change(c.tcbInfo()),
                c.qeIdentityIssuerChain(),
                c.qeIdentity());
    }

    static Collateral qeIdentityChain(Collateral c, Of<List<Bytes>> change) throws MalformedEvidenceException {
        return new Collateral(
                c.source(),
                c.pckCrlIssuerChain(),
                c.rootCaCrl(),
                c.pckCrl(),
                c.tcbInfoIssuerChain(),
                c.tcbInfo(),
                chain(c.qeIdentityIssuerChain(), change),
                c.qeIdentity());
    }

    static Collateral qeIdentity(Collateral c, Of<SignedDocument> change) throws MalformedEvidenceException {
        return new Collateral(
                c.source(),
                c.pckCrlIssuerChain(),
                c.rootCaCrl(),
                c.pckCrl(),
                c.tcbInfoIssuerChain(),
                c.tcbInfo(),
                c.qeIdentityIssuerChain(),
                change.change(c.qeIdentity()));
    }

    private static Bytes chain(Bytes pem, Of<List<Bytes>> change) throws MalformedEvidenceException {
        return Pem.write(change.change(Pem.read(pem)));
    }
}
