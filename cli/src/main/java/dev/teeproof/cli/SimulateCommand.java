package dev.teeproof.cli;

import dev.teeproof.attester.simulation.Simulation;
import dev.teeproof.attester.simulation.SimulationException;
import dev.teeproof.attester.simulation.SimulationPlan;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof simulate}. */
final class SimulateCommand implements Subcommand {

    private static final int SEED_SIZE = 8;
    private static final int MAX_SEED = 64;

    @Override
    public String name() {
        return "simulate";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Runs a dstack guest without the hardware: its agent on unix sockets and a port of 127.0.0.1, and the"
                                + " services that Intel (PCCS) and AMD (KDS) would run. Every quote is made and signed when it is"
                                + " asked for, under a root of the simulation's own; events are really extended. The same"
                                + " directory again goes on where its log ended. SIGTERM stops it.",
                        "",
                        "simulator.json in the directory tells programs where everything is, once everything answers.")
                .footer(
                        "",
                        "Example:",
                        "  teeproof simulate --dir machine --app-compose app-compose.json &",
                        "  until [ -f machine/simulator.json ]; do sleep 0.2; done",
                        "  teeproof attest --agent machine/dstack.sock --output attestation.bin");
        spec.addOption(Options.text("--dir", "DIR")
                .required(true)
                .description("The machine's directory; it is made if it is not there.")
                .build());
        spec.addOption(Options.text("--platform", "KIND")
                .description("tdx (the default) or snp.")
                .build());
        spec.addOption(Options.text("--app-compose", "FILE")
                .description("The app's compose file. Default: the directory's own, else a small one.")
                .build());
        spec.addOption(Options.text("--seed", "HEX")
                .description("Makes the machine's keys and identity. Default: the directory's own, else a random one.")
                .build());
        spec.addOption(Options.text("--fault", "NAME")
                .description(
                        "Break one thing of the machine, all else signed as it should be. A name that there is not lists"
                                + " those that there are.")
                .build());
        spec.addOption(OptionSpec.builder("--port")
                .paramLabel("N")
                .type(int.class)
                .description("The agent's port on 127.0.0.1. Default: a free one.")
                .build());
        spec.addOption(Options.flag("--aael")
                .description("Keep the event log of Confidential Containers (POST /aa/aael) instead of dstack's.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        SimulationPlan plan = plan(parsed, terminal);
        byte[] fresh = new byte[SEED_SIZE];
        new SecureRandom().nextBytes(fresh);
        Path directory = Path.of(parsed.matchedOptionValue("--dir", "."));
        terminal.err()
                .println("teeproof: starting a simulated machine with "
                        + plan.kind().words() + " …");
        try (Simulation simulation = Simulation.start(
                directory, plan, terminal.clock().instant(), Bytes.copyOf(fresh), TeeproofCommand.version())) {
            Runtime.getRuntime().addShutdownHook(new Thread(simulation::close, "stop"));
            tell(simulation, plan, terminal);
            simulation.join();
            return 0;
        } catch (SimulationException e) {
            throw new UnusableInputException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static SimulationPlan plan(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        int port = parsed.matchedOptionValue("--port", 0);
        if (port < 0 || port > 65535) {
            throw new UnusableInputException("--port " + port + " is no port: 0 to 65535");
        }
        Optional<String> compose = Optional.ofNullable(parsed.matchedOptionValue("--app-compose", null));
        return new SimulationPlan(
                kind(parsed.matchedOptionValue("--platform", "tdx")),
                compose.isPresent()
                        ? Optional.of(new InputFiles(terminal.in())
                                .appCompose(compose.orElseThrow())
                                .bytes())
                        : Optional.empty(),
                seed(parsed),
                Optional.ofNullable(parsed.matchedOptionValue("--fault", null)),
                OptionalInt.of(port),
                parsed.hasMatchedOption("--aael"));
    }

    private static TeeKind kind(String name) throws UnusableInputException {
        return switch (name) {
            case "tdx" -> TeeKind.TDX;
            case "snp" -> TeeKind.SNP;
            default -> throw new UnusableInputException("--platform " + name + ": there are tdx and snp");
        };
    }

    private static Optional<Bytes> seed(ParseResult parsed) throws UnusableInputException {
        if (!parsed.hasMatchedOption("--seed")) {
            return Optional.empty();
        }
        try {
            Bytes seed = Hex.decode(parsed.matchedOptionValue("--seed", ""), "--seed");
            if (seed.isEmpty() || seed.size() > MAX_SEED) {
                throw new UnusableInputException("--seed has 1 to " + MAX_SEED + " bytes");
            }
            return Optional.of(seed);
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(e.inWords());
        }
    }

    private static void tell(Simulation simulation, SimulationPlan plan, Terminal terminal) {
        boolean tdx = plan.kind() == TeeKind.TDX;
        terminal.out()
                .println("teeproof: a simulated machine with " + plan.kind().words()
                        + " is running. Nothing of it is real but the mathematics.");
        terminal.out().println("for clients of dstack:");
        terminal.out().println("  export DSTACK_SIMULATOR_ENDPOINT=" + simulation.socket());
        terminal.out().println("  export TAPPD_SIMULATOR_ENDPOINT=" + simulation.tappdSocket());
        terminal.out().println("  curl -s --unix-socket " + simulation.socket() + " http://dstack/Info");
        terminal.out().println("  curl -s " + simulation.agentUrl() + "/Version");
        String trust = " --root " + simulation.rootCa() + " --insecure-http "
                + (tdx ? "--pccs " + simulation.pccsUrl() : "--kds " + simulation.kdsUrl());
        terminal.out().println("for verifiers:");
        if (plan.coco()) {
            terminal.out()
                    .println("  curl -s " + simulation.agentUrl()
                            + "/aa/aael -d '{\"domain\":\"example\",\"operation\":\"Try\",\"content\":\"it\"}'");
            terminal.out().println("  teeproof eventlog show --agent " + simulation.socket());
        }
        if (tdx && plan.coco()) {
            // What is in RTMR3 is not dstack's, so dstack's attestation does not replay.
            terminal.out().println("  teeproof quote get --agent " + simulation.socket() + " --output quote.bin");
            terminal.out().println("  teeproof quote verify quote.bin" + trust);
        } else {
            terminal.out().println("  teeproof attest --agent " + simulation.socket() + " --output attestation.bin");
            terminal.out().println("  teeproof verify attestation.bin" + trust);
        }
        terminal.out().println("for programs: " + simulation.addressesFile());
        terminal.out().flush();
    }
}
