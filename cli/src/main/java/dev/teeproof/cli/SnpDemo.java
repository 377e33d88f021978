package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SimulatedSnp;
import dev.teeproof.simulator.SnpMachineBlueprint;
import dev.teeproof.simulator.SnpMachineFault;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.sources.AmdAnswer;
import dev.teeproof.sources.AmdItem;
import dev.teeproof.sources.AmdSource;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An SEV-SNP machine of the Genoa line for the demo. */
record SnpDemo(SnpMachineBlueprint plan, SimulatedSnp machine) implements DemoMachine {

    private static final byte[] LINE_FEED = {'\n'};

    static SnpDemo of(long seed, Instant at) {
        SnpMachineBlueprint plan = SnpMachineBlueprint.of(SnpProduct.GENOA, seed, at);
        return new SnpDemo(plan, plan.build());
    }

    /** What is broken, one thing at a time: hardware, keys, time, platform, guest, app, image. Made when it is needed. */
    static List<SnpMachineFault> shown() {
        return List.of(
                SnpMachineFault.REPORT_FORGED,
                SnpMachineFault.STRANGE_ROOT,
                SnpMachineFault.VEK_OF_ANOTHER_CHIP,
                SnpMachineFault.ISSUER_REVOKED,
                SnpMachineFault.CRL_EXPIRED,
                SnpMachineFault.DEBUG,
                SnpMachineFault.TCB_OUT_OF_DATE,
                SnpMachineFault.PROVISIONAL_FIRMWARE,
                SnpMachineFault.REPORT_DATA_OF_SOMEBODY_ELSE,
                SnpMachineFault.MR_CONFIG_CHANGED,
                SnpMachineFault.ANOTHER_COMMAND_LINE);
    }

    private record BrokenSnp(SnpMachineBlueprint plan, SnpMachineFault fault) implements Broken {

        @Override
        public String words() {
            return fault.words();
        }

        @Override
        public AttestationResult result() {
            return verify(fault.in(plan).build(), plan.at());
        }
    }

    @Override
    public String inWords() {
        return "SEV-SNP";
    }

    @Override
    public AttestationResult result() {
        return verify(machine, plan.at());
    }

    @Override
    public List<Broken> broken() {
        return shown().stream().<Broken>map(fault -> new BrokenSnp(plan, fault)).toList();
    }

    /** Endorsements have a folder of their own: where they are looked for, every file must be one. */
    @Override
    public Map<String, Bytes> files() {
        SimulatedReport report = machine.report();
        return Map.of(
                "attestation.json",
                machine.request(),
                "report.bin",
                report.extended(),
                "ark.pem",
                pem(report.root()),
                "endorsements/vcek.der",
                report.vek(),
                "endorsements/ask.pem",
                pem(report.issuer()),
                "endorsements/ark.crl",
                report.crl());
    }

    @Override
    public List<String> commands(Path folder) {
        String rest = " --root " + folder.resolve("ark.pem") + " --endorsements " + folder.resolve("endorsements")
                + " --offline --require-crl";
        return List.of(
                "teeproof verify " + folder.resolve("attestation.json") + rest,
                "teeproof snp verify " + folder.resolve("report.bin") + rest);
    }

    @Override
    public List<String> next() {
        return List.of(
                "teeproof snp verify report.bin                fetches from AMD what did not come along",
                "teeproof verify attestation.json --endorsements amd/ --offline",
                "teeproof serve --endorsements amd/            answers POST /verify as dstack's verifier does");
    }

    private static AttestationResult verify(SimulatedSnp machine, Instant at) {
        try {
            return Verifier.builder()
                    .trustAnchors(machine.report().trustAnchors())
                    .endorsements(lists(machine.report().crl()))
                    .build()
                    .verify(Evidence.read(machine.request()), at);
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator makes evidence that can be read", e);
        }
    }

    /** Certificates come with the evidence; the root's list does not. */
    private static AmdSource lists(Bytes crl) {
        return (item, at) -> {
            if (item instanceof AmdItem.RevocationList) {
                return AmdAnswer.of(crl, "the simulator");
            }
            throw new SourceUnavailableException("the simulator", "it lacks the " + item.inWords());
        };
    }

    private static Bytes pem(Bytes der) {
        return Bytes.utf8("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, LINE_FEED).encodeToString(der.toArray())
                + "\n-----END CERTIFICATE-----\n");
    }
}
