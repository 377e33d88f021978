package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/**
 * An RSA key of {@value #BITS} bits that follows from a seed and a label: the primes are the first ones behind two numbers of a
 * seeded stream. Its signatures are RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes, which follows from the
 * key and the message, so that the same machine says the same bytes again. Anybody who knows the seed has the key; it protects
 * nothing.
 *
 * <p>AMD's keys have 4096 bits. Half of that is the least that verifiers take, and found in a tenth of the time.
 *
 * @see "RFC 8017 sections 3.2 and 8.1; FIPS 186-5 appendix A.1.1, of which no more is followed than the sizes"
 */
final class SimulatedRsaKey implements IssuingKey {

    static final int BITS = 2048;

    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    private static final int SALT_SIZE = 48;

    private final BigInteger modulus;
    private final RSAPrivateCrtKeyParameters privateKey;
    private final Bytes salting;

    private SimulatedRsaKey(BigInteger p, BigInteger q, Bytes salting) {
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger d = EXPONENT.modInverse(p1.multiply(q1));
        this.modulus = p.multiply(q);
        this.privateKey =
                new RSAPrivateCrtKeyParameters(modulus, EXPONENT, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p));
        this.salting = salting;
    }

    static SimulatedRsaKey of(long seed, String label) {
        return new SimulatedRsaKey(
                prime(seed, label + " p"), prime(seed, label + " q"), SimulatedKey.seeded(seed, label + " salt"));
    }

    /** Its two highest bits are set, so that the product of two has all bits. */
    private static BigInteger prime(long seed, String label) {
        ByteWriter stream = new ByteWriter();
        for (int i = 0; stream.size() < BITS / 16; i++) {
            stream.bytes(SimulatedKey.seeded(seed, label + " " + i));
        }
        BigInteger start = new BigInteger(
                        1, stream.toBytes().slice(0, BITS / 16).toArray())
                .setBit(BITS / 2 - 1)
                .setBit(BITS / 2 - 2);
        BigInteger prime = start.nextProbablePrime();
        while (prime.mod(EXPONENT).equals(BigInteger.ONE)) {
            prime = prime.nextProbablePrime();
        }
        return prime;
    }

    @Override
    public SubjectPublicKeyInfo subjectPublicKeyInfo() {
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new RSAPublicKey(modulus, EXPONENT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As DER has it: a trailer field of 1 is the default and left out. */
    @Override
    public AlgorithmIdentifier signing() {
        return pss(sha384(), mgf1(), new DERTaggedObject(2, new ASN1Integer(SALT_SIZE)));
    }

    /** With the trailer field written out, as AMD did until late in 2024. */
    static AlgorithmIdentifier signingWithTrailerField() {
        return pss(
                sha384(),
                mgf1(),
                new DERTaggedObject(2, new ASN1Integer(SALT_SIZE)),
                new DERTaggedObject(3, new ASN1Integer(1)));
    }

    @Override
    public Bytes encodedSignature(Bytes message) {
        Bytes salt = Digest.SHA_384.of(salting, message);
        PSSSigner signer = new PSSSigner(new RSAEngine(), new SHA384Digest(), new SHA384Digest(), salt.toArray());
        signer.init(true, privateKey);
        signer.update(message.toArray(), 0, message.size());
        try {
            return Bytes.copyOf(signer.generateSignature());
        } catch (CryptoException e) {
            throw new IllegalStateException("a key of " + BITS + " bits has room for digest and salt", e);
        }
    }

    private static AlgorithmIdentifier pss(ASN1Encodable... parameters) {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, new DERSequence(parameters));
    }

    private static DERTaggedObject sha384() {
        return new DERTaggedObject(0, digest());
    }

    private static DERTaggedObject mgf1() {
        return new DERTaggedObject(1, new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, digest()));
    }

    private static AlgorithmIdentifier digest() {
        return new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha384, DERNull.INSTANCE);
    }
}
