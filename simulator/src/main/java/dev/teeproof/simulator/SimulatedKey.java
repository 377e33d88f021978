package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.operator.ContentSigner;

/**
 * A P-256 key that follows from a seed and a label, with deterministic signatures (RFC 6979): the same machine says the
 * same bytes again. Anybody who knows the seed has the key; it protects nothing.
 */
final class SimulatedKey {

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
    private static final AlgorithmIdentifier ECDSA_WITH_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final ECPrivateKeyParameters privateKey;
    private final Bytes xy;

    private SimulatedKey(BigInteger scalar) {
        this.privateKey = new ECPrivateKeyParameters(scalar, DOMAIN);
        ECPoint point = DOMAIN.getG().multiply(scalar).normalize();
        this.xy = Bytes.copyOf(point.getEncoded(false)).slice(1, 65);
    }

    static SimulatedKey of(long seed, String label) {
        Bytes hash = Digest.SHA_512.of(
                Bytes.utf8("teeproof-simulator"), new ByteWriter().u64le(seed).toBytes(), Bytes.utf8(label));
        BigInteger wide = new BigInteger(1, hash.toArray());
        return new SimulatedKey(wide.mod(DOMAIN.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE));
    }

    /** x and y, 64 bytes. */
    Bytes xy() {
        return xy;
    }

    SubjectPublicKeyInfo subjectPublicKeyInfo() {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                Bytes.concat(Bytes.of(4), xy).toArray());
    }

    /** r and s, 64 bytes. */
    Bytes sign(Bytes message) {
        BigInteger[] rs = signature(message);
        return Bytes.concat(fixed(rs[0]), fixed(rs[1]));
    }

    /** For certificates and lists. */
    ContentSigner contentSigner() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return ECDSA_WITH_SHA256;
            }

            @Override
            public OutputStream getOutputStream() {
                return content;
            }

            @Override
            public byte[] getSignature() {
                BigInteger[] rs = signature(Bytes.copyOf(content.toByteArray()));
                ASN1EncodableVector sequence = new ASN1EncodableVector();
                sequence.add(new ASN1Integer(rs[0]));
                sequence.add(new ASN1Integer(rs[1]));
                try {
                    return new DERSequence(sequence).getEncoded();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private BigInteger[] signature(Bytes message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, privateKey);
        return signer.generateSignature(Digest.SHA_256.of(message).toArray());
    }

    private static Bytes fixed(BigInteger number) {
        Bytes padded = Bytes.concat(Bytes.zeros(32), Bytes.copyOf(number.toByteArray()));
        return padded.slice(padded.size() - 32, padded.size());
    }
}
