package dev.teeproof.cli;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.Fault;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import dev.teeproof.verifier.render.ResultPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof demo}: a machine that does not exist, verified, then broken. */
final class DemoCommand implements Subcommand {

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

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Shows what Teeproof does, without any hardware: makes a simulated TDX machine with a PKI of its own,"
                                + " verifies its evidence as real evidence is verified, then breaks one thing at a time and shows"
                                + " each copy refused.");
        spec.addOption(OptionSpec.builder("--seed")
                .paramLabel("NUMBER")
                .type(long.class)
                .defaultValue("1")
                .description("Another machine: its keys and identity follow from the seed. Default: 1.")
                .build());
        spec.addOption(OptionSpec.builder("--out")
                .paramLabel("DIR")
                .type(String.class)
                .description(
                        "Also write the machine's evidence, collateral and root into this folder, to try verify on.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Instant at = terminal.clock().instant();
        TdxBlueprint plan = TdxBlueprint.of(parsed.matchedOptionValue("--seed", 1L), at);
        SimulatedTdx machine = plan.build();
        AttestationResult good = verify(machine, plan.at());
        terminal.out()
                .println(
                        "A simulated TDX machine, under a root of its own. Nothing of it is real but the mathematics.");
        terminal.out().println();
        terminal.out().print(ResultPage.of(good, terminal.ink()));
        terminal.out().println();
        terminal.out().println("The same machine with one thing broken, all else signed as it should be:");
        terminal.out().println();
        boolean allRefused = true;
        for (Fault fault : shown()) {
            AttestationResult broken = verify(fault.in(plan).build(), plan.at());
            allRefused &= broken.verdict() != Verdict.AFFIRMING;
            show(fault, broken, terminal);
        }
        terminal.out().println();
        if (parsed.hasMatchedOption("--out")) {
            write(machine, Path.of(parsed.matchedOptionValue("--out", ".")), terminal);
        }
        next(terminal);
        return good.verdict() == Verdict.AFFIRMING && allRefused ? 0 : 1;
    }

    private static void show(Fault fault, AttestationResult broken, Terminal terminal) {
        String verdict = broken.verdict().name();
        terminal.out().println("  " + verdict + " ".repeat(Math.max(1, 17 - verdict.length())) + fault.words());
        for (Check reason :
                broken.reasons().subList(0, Math.min(1, broken.reasons().size()))) {
            terminal.out().println(" ".repeat(19) + reason.code().name() + ": " + reason.statement());
        }
    }

    private static void write(SimulatedTdx machine, Path folder, Terminal terminal) throws UnusableInputException {
        Path attestation = folder.resolve("attestation.json");
        Path collateral = folder.resolve("collateral.json");
        Path root = folder.resolve("root.der");
        try {
            Files.createDirectories(folder);
            Files.write(attestation, machine.request().toArray());
            Files.write(collateral, machine.collateralContainer().toArray());
            Files.write(root, machine.rootCertificate().toArray());
        } catch (IOException e) {
            throw new UnusableInputException("the demo's files cannot be written: " + e.getMessage());
        }
        terminal.out()
                .println("Written, to try it: teeproof verify " + attestation + " --collateral " + collateral
                        + " --root " + root);
        terminal.out().println();
    }

    private static void next(Terminal terminal) {
        terminal.out().println("Next, with real evidence:");
        terminal.out().println("  teeproof verify attestation.json --collateral collateral.json");
        terminal.out()
                .println(
                        "  teeproof serve --collateral collateral/     answers POST /verify as dstack's verifier does");
        terminal.out()
                .println(
                        "  teeproof serve --demo                       the same for a simulated machine, with the curl line to try it");
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
