package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;

/** A signature as it came. It can be anything: whether it is one is what {@link SignatureVerifier} answers. */
public sealed interface SignatureValue permits EcdsaSignature, RsaPssSignature {

    /** The bytes of the signature, in the form that its type says. */
    Bytes value();

    /** Whether it is of the key's algorithm, and of a length and numbers that a signature of this key can have. */
    boolean fits(VerificationKey key);
}
