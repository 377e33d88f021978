package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.sources.AmdAnswer;
import dev.teeproof.sources.AmdItem;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import dev.teeproof.verifier.render.ResultJson;

/**
 * dstack's attestations of SEV-SNP guests, of both forms and in requests, from the first byte to the result, where every signature is
 * taken for right. What can be read gets a result, and the result can be written.
 */
class SnpAttestationFuzzTest {

    private static final SimulatedReport MACHINE = SnpSeeds.MACHINE.build().report();
    private static final Verifier CREDULOUS = Verifier.builder()
            .trustAnchors(MACHINE.trustAnchors())
            .signatures((key, message, signature) -> true)
            .endorsements((item, at) -> AmdAnswer.of(
                    switch (item) {
                        case AmdItem.Vcek vcek -> MACHINE.vek();
                        case AmdItem.IssuerChain chain -> MACHINE.chainPem();
                        case AmdItem.RevocationList list -> MACHINE.crl();
                    },
                    "the seed"))
            .build();

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Reading.of(input, Evidence::read).ifPresent(evidence -> {
            if (evidence instanceof Evidence.DstackSnp) {
                Reading.of(input, SnpAttestationFuzzTest::result);
            }
        });
    }

    private static String result(Bytes input) throws MalformedEvidenceException {
        AttestationResult result = CREDULOUS.verify(Evidence.read(input), SeedCorpus.AT);
        return ResultJson.pretty(result);
    }
}
