package dev.teeproof.simulator;

import dev.teeproof.crypto.Digest;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;

/** A curve that simulated keys are on, with the digest that is signed under such keys. */
enum SimulatedCurve {
    /** Intel's. */
    P_256("secp256r1", SECObjectIdentifiers.secp256r1, X9ObjectIdentifiers.ecdsa_with_SHA256, Digest.SHA_256),
    /** Of AMD's keys that sign reports. */
    P_384("secp384r1", SECObjectIdentifiers.secp384r1, X9ObjectIdentifiers.ecdsa_with_SHA384, Digest.SHA_384);

    @SuppressWarnings("ImmutableEnumChecker") // BouncyCastle's constants do not change
    private final ASN1ObjectIdentifier oid;

    @SuppressWarnings("ImmutableEnumChecker")
    private final AlgorithmIdentifier signing;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ECDomainParameters domain;

    private final Digest digest;

    SimulatedCurve(String name, ASN1ObjectIdentifier oid, ASN1ObjectIdentifier signing, Digest digest) {
        this.oid = oid;
        this.signing = new AlgorithmIdentifier(signing);
        this.domain = new ECDomainParameters(CustomNamedCurves.getByName(name));
        this.digest = digest;
    }

    ECDomainParameters domain() {
        return domain;
    }

    /** Bytes of a coordinate, and of each number of a signature. */
    int size() {
        return digest.size();
    }

    Digest digest() {
        return digest;
    }

    /** A fresh one, for RFC 6979. */
    org.bouncycastle.crypto.Digest nonceDigest() {
        return switch (this) {
            case P_256 -> new SHA256Digest();
            case P_384 -> new SHA384Digest();
        };
    }

    AlgorithmIdentifier signing() {
        return signing;
    }

    AlgorithmIdentifier key() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, oid);
    }
}
