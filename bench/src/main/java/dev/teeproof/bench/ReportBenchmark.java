package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerificationKey;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.SnpVerifier;
import dev.teeproof.snp.VerifiedReport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An SNP report's bytes in, verdict out. The floor is one verification of a P-384 signature, the report's. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class ReportBenchmark {

    @Param
    public Computing computing;

    private final ReportFixture fixture = ReportFixture.atHand();
    private SignatureVerifier signatures;
    private VerificationKey key;
    private Bytes message;
    private EcdsaSignature signature;
    private SnpVerifier acquainted;

    @Setup
    public void meet() throws MalformedEvidenceException {
        signatures = computing.signatures();
        key = SnpCertificates.read(fixture.vcek(), "vcek").getFirst().publicKey();
        message = fixture.readReport().signedData();
        signature = fixture.readReport().signature();
        acquainted = ReportFixture.remembering(signatures);
        fixture.verified(acquainted);
    }

    /** One signature as verification computes it: the report's. */
    @Benchmark
    public boolean signature() {
        if (!signatures.verifies(key, message, signature)) {
            throw new IllegalStateException("the report's signature is right");
        }
        return true;
    }

    /** Nothing is known: the certificate is read, three signatures are computed. */
    @Benchmark
    public VerifiedReport cold() throws MalformedEvidenceException {
        return fixture.verified(ReportFixture.forgetting(signatures));
    }

    /** Another report of a chip whose chain was seen before. A report's own signature is never remembered. */
    @Benchmark
    public VerifiedReport chainSeen() throws MalformedEvidenceException {
        return fixture.verified(acquainted);
    }
}
