package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A key on P-256 or P-384 that follows from a seed and a label, with deterministic signatures (RFC 6979): the same machine says
 * the same bytes again. Anybody who knows the seed has the key; it protects nothing.
 */
final class SimulatedKey implements IssuingKey {

    private final SimulatedCurve curve;
    private final ECPrivateKeyParameters privateKey;
    private final Bytes xy;

    private SimulatedKey(SimulatedCurve curve, BigInteger scalar) {
        this.curve = curve;
        this.privateKey = new ECPrivateKeyParameters(scalar, curve.domain());
        ECPoint point = curve.domain().getG().multiply(scalar).normalize();
        this.xy = Bytes.copyOf(point.getEncoded(false)).slice(1, 1 + 2 * curve.size());
    }

    /** On P-256. */
    static SimulatedKey of(long seed, String label) {
        return of(SimulatedCurve.P_256, seed, label);
    }

    static SimulatedKey of(SimulatedCurve curve, long seed, String label) {
        BigInteger wide = new BigInteger(1, seeded(seed, label).toArray());
        BigInteger order = curve.domain().getN();
        return new SimulatedKey(curve, wide.mod(order.subtract(BigInteger.ONE)).add(BigInteger.ONE));
    }

    /** 64 bytes that follow from a seed and a label. */
    static Bytes seeded(long seed, String label) {
        return Digest.SHA_512.of(
                Bytes.utf8("teeproof-simulator"), new ByteWriter().u64le(seed).toBytes(), Bytes.utf8(label));
    }

    /** x and y, as long as two numbers of the curve. */
    Bytes xy() {
        return xy;
    }

    @Override
    public SubjectPublicKeyInfo subjectPublicKeyInfo() {
        return new SubjectPublicKeyInfo(
                curve.key(), Bytes.concat(Bytes.of(4), xy).toArray());
    }

    @Override
    public AlgorithmIdentifier signing() {
        return curve.signing();
    }

    /** r and s, as long as two numbers of the curve. */
    Bytes sign(Bytes message) {
        BigInteger[] rs = signature(message);
        return Bytes.concat(fixed(rs[0]), fixed(rs[1]));
    }

    @Override
    public Bytes encodedSignature(Bytes message) {
        BigInteger[] rs = signature(message);
        ASN1EncodableVector sequence = new ASN1EncodableVector();
        sequence.add(new ASN1Integer(rs[0]));
        sequence.add(new ASN1Integer(rs[1]));
        try {
            return Bytes.copyOf(new DERSequence(sequence).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BigInteger[] signature(Bytes message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(curve.nonceDigest()));
        signer.init(true, privateKey);
        return signer.generateSignature(curve.digest().of(message).toArray());
    }

    private Bytes fixed(BigInteger number) {
        Bytes padded = Bytes.concat(Bytes.zeros(curve.size()), Bytes.copyOf(number.toByteArray()));
        return padded.slice(padded.size() - curve.size(), padded.size());
    }
}
