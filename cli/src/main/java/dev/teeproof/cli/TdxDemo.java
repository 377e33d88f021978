package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.simulator.Fault;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A TDX machine for the demo. */
record TdxDemo(TdxBlueprint plan, SimulatedTdx machine) implements DemoMachine {

    static TdxDemo of(long seed, Instant at) {
        TdxBlueprint plan = TdxBlueprint.of(seed, at);
        return new TdxDemo(plan, plan.build());
    }

    /** What is broken, one thing at a time: hardware, keys, time, platform, log, app, image. Made when it is needed. */
    static List<Fault> shown() {
        return List.of(
                Fault.QUOTE_FORGED,
                Fault.STRANGE_ROOT,
                Fault.PCK_REVOKED,
                Fault.CRL_EXPIRED,
                Fault.DEBUG,
                Fault.TCB_OUT_OF_DATE,
                Fault.EVENT_CHANGED,
                Fault.DUPLICATE_EVENT,
                Fault.REPORT_DATA_OF_SOMEBODY_ELSE,
                Fault.ANOTHER_IMAGE);
    }

    private record BrokenTdx(TdxBlueprint plan, Fault fault) implements Broken {

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
        return "TDX";
    }

    @Override
    public AttestationResult result() {
        return verify(machine, plan.at());
    }

    @Override
    public List<Broken> broken() {
        return shown().stream().<Broken>map(fault -> new BrokenTdx(plan, fault)).toList();
    }

    @Override
    public Map<String, Bytes> files() {
        return Map.of(
                "attestation.json", machine.request(),
                "collateral.json", machine.collateralContainer(),
                "root.der", machine.rootCertificate());
    }

    @Override
    public List<String> commands(Path folder) {
        return List.of("teeproof verify " + folder.resolve("attestation.json") + " --collateral "
                + folder.resolve("collateral.json") + " --root " + folder.resolve("root.der"));
    }

    @Override
    public List<String> next() {
        return List.of(
                "teeproof verify attestation.json --collateral collateral.json",
                "teeproof serve --collateral collateral/     answers POST /verify as dstack's verifier does",
                "teeproof serve --demo                       the same for a simulated machine, with the curl line to try it");
    }

    private static AttestationResult verify(SimulatedTdx machine, Instant at) {
        try {
            return Verifier.builder()
                    .trustAnchors(TrustAnchors.of(List.of(machine.root())))
                    .endorsements(new GivenCollateral(List.of(machine.collateral())))
                    .build()
                    .verify(Evidence.read(machine.request()), at);
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator makes evidence that can be read", e);
        }
    }
}
