package dev.teeproof.fuzz;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SimulatedSnp;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpMachineBlueprint;
import dev.teeproof.simulator.SnpMachineBlueprint.CertChain;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reports, certificate tables, endorsements and attestations of SEV-SNP that the targets begin with. */
final class SnpSeeds {

    /** The machine whose root the targets trust. */
    static final SnpMachineBlueprint MACHINE = SnpMachineBlueprint.of(SnpProduct.GENOA, SeedCorpus.SEED, SeedCorpus.AT);

    private SnpSeeds() {}

    static void write() throws IOException {
        SnpBlueprint turin = SnpBlueprint.of(SnpProduct.TURIN, SeedCorpus.SEED, SeedCorpus.AT);
        SnpBlueprint genoa = SnpBlueprint.of(SnpProduct.GENOA, SeedCorpus.SEED, SeedCorpus.AT);
        report(turin.mint(), "turin-3");
        report(turin.version(5).mint(), "turin-5");
        report(genoa.version(2).mint(), "genoa-2");
        report(genoa.signingKey(SigningKey.VLEK).mint(), "genoa-vlek");
        for (CertChain chain : CertChain.values()) {
            attestation(MACHINE.certChain(chain).build(), chain.name());
        }
        SimulatedSnp pod = MACHINE.pod("{\"nonce\":1}").build();
        SeedCorpus.seed("SnpAttestationFuzzTest", pod.request(), "pod.json");
    }

    static void ofRealEvidence(Path folder) throws IOException {
        for (String name : List.of("milan-v2.report", "milan-v2-debug.report")) {
            SeedCorpus.seed("SnpReportFuzzTest", bytes(folder, "snp/" + name), name);
        }
        for (String name : List.of(
                "snp/milan-v2.vcek.der",
                "snp/ask_ark_turin.pem",
                "snp/asvk_ark_milan.pem",
                "dstack/sev_snp_ask.pem",
                "dstack/sev_snp_vcek.pem")) {
            SeedCorpus.seed("AmdEndorsementFuzzTest", bytes(folder, name), name.replace('/', '-'));
        }
        for (String name : List.of("sev_snp_attestation.bin", "sev-snp-attestation.json")) {
            SeedCorpus.seed("SnpAttestationFuzzTest", bytes(folder, "dstack/" + name), name);
        }
    }

    private static Bytes bytes(Path folder, String name) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(folder.resolve(name)));
    }

    private static void report(SimulatedReport made, String name) throws IOException {
        SeedCorpus.seed("SnpReportFuzzTest", made.extended(), name + "-extended");
        SeedCorpus.seed("SnpReportFuzzTest", made.response(), name + "-response");
        SeedCorpus.seed("CertificateTableFuzzTest", made.table(), name);
        SeedCorpus.seed("AmdEndorsementFuzzTest", made.vek(), name + "-vek");
        SeedCorpus.seed("AmdEndorsementFuzzTest", made.issuer(), name + "-issuer");
        SeedCorpus.seed("AmdEndorsementFuzzTest", made.chainPem(), name + "-chain");
        SeedCorpus.seed("AmdEndorsementFuzzTest", made.crl(), name + "-crl");
        SeedCorpus.seed("AmdEndorsementFuzzTest", Bytes.utf8(made.crl().toHex()), name + "-crl-hex");
    }

    private static void attestation(SimulatedSnp made, String name) throws IOException {
        SeedCorpus.seed("SnpAttestationFuzzTest", made.request(), name + ".json");
        SeedCorpus.seed("SnpAttestationFuzzTest", made.attestation(), name + "-v0");
        SeedCorpus.seed("SnpAttestationFuzzTest", made.attestationV1(), name + "-v1");
    }
}
