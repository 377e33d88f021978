package dev.teeproof.cli;

import dev.teeproof.attester.agent.AgentServer;
import dev.teeproof.attester.agent.AgentSockets;
import dev.teeproof.attester.guest.BootTimeEvents;
import dev.teeproof.attester.guest.CocoLog;
import dev.teeproof.attester.guest.Guest;
import dev.teeproof.attester.guest.GuestFiles;
import dev.teeproof.attester.guest.GuestLog;
import dev.teeproof.attester.guest.Identity;
import dev.teeproof.attester.guest.RuntimeEventLog;
import dev.teeproof.attester.guest.SystemBoot;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.SystemConfig;
import dev.teeproof.dstack.VmConfig;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof agent}. */
final class AgentCommand implements Subcommand {

    private static final int INSTANCE_SEED = 20;

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Runs the guest agent inside a confidential machine (Intel TDX or AMD SEV-SNP on Linux): hands quotes and"
                                + " attestations to the apps, and measures their events. Speaks as dstack's agent does"
                                + " (DstackGuest and Tappd, in JSON and protobuf). Whoever may open the sockets may ask:"
                                + " they are for their owner and group alone.",
                        "",
                        "TDX takes Linux 6.16 or newer, which shows the measurement registers; SEV-SNP takes Linux 6.7. Keys are"
                                + " not served yet. Without the hardware there is 'teeproof simulate'.")
                .footer(
                        "",
                        "Exit status: 0 stopped by SIGTERM, 1 the machine makes no evidence or its log does not fit, 2 usage.",
                        "",
                        "Example:",
                        "  teeproof agent",
                        "  teeproof agent --boot --instance-seed 0102030405060708090a0b0c0d0e0f1011121314");
        spec.addOption(Options.text("--socket", "PATH")
                .description("Where DstackGuest is served. Default: /var/run/dstack/dstack.sock.")
                .build());
        spec.addOption(Options.text("--tappd-socket", "PATH")
                .description("Where Tappd is served. Default: /var/run/dstack/tappd.sock.")
                .build());
        spec.addOption(OptionSpec.builder("--port")
                .paramLabel("N")
                .type(int.class)
                .description("Serve on this port of 127.0.0.1 too; 0 picks a free one. Default: none.")
                .build());
        GuestOptions.addTo(spec);
        GuestOptions.addHostTo(spec);
        spec.addOption(Options.flag("--boot")
                .description("First measure what dstack's system measures at boot, as far as it is not in the log yet.")
                .build());
        spec.addOption(Options.text("--instance-seed", "HEX")
                .description(
                        "The 20 bytes that stay with this machine's disk, from which --boot makes its instance id.")
                .build());
        spec.addOption(Options.text("--aael", "DIR")
                .description("Keep the event log of Confidential Containers there (POST /aa/aael) instead of dstack's.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        GuestFiles files = GuestOptions.files(parsed);
        AgentSockets sockets = sockets(parsed);
        Optional<Bytes> seed = seed(parsed);
        try {
            TeeBackend tee = GuestOptions.tee();
            AppCompose compose = compose(files);
            SystemConfig host = host(files);
            RuntimeEventLog log = parsed.hasMatchedOption("--aael")
                    ? CocoLog.open(Path.of(parsed.matchedOptionValue("--aael", ".")), tee, Durability.PROCESS)
                    : log(files, tee, compose, host, seed);
            Guest guest = Guest.of(tee, log, compose, host, UnaryOperator.identity());
            try (AgentServer agent = AgentServer.start(
                    guest, dmi("sys_vendor"), dmi("product_name"), TeeproofCommand.version(), sockets)) {
                Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "stop"));
                sockets.paths().forEach(path -> terminal.out().println("teeproof: listening on " + path));
                agent.url().ifPresent(url -> terminal.out().println("teeproof: listening on " + url));
                terminal.out().flush();
                agent.join();
            }
            return 0;
        } catch (TeeException | MeasurementException e) {
            terminal.err().println("teeproof: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            throw new UnusableInputException("the agent cannot listen: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static AgentSockets sockets(ParseResult parsed) throws UnusableInputException {
        int port = parsed.matchedOptionValue("--port", -1);
        if (port > 65535 || parsed.hasMatchedOption("--port") && port < 0) {
            throw new UnusableInputException("--port " + port + " is no port: 0 to 65535");
        }
        return new AgentSockets(
                List.of(
                        Path.of(parsed.matchedOptionValue("--socket", "/var/run/dstack/dstack.sock")),
                        Path.of(parsed.matchedOptionValue("--tappd-socket", "/var/run/dstack/tappd.sock"))),
                port < 0 ? OptionalInt.empty() : OptionalInt.of(port));
    }

    /** With which the system's events are to be measured; empty if they are not. */
    private static Optional<Bytes> seed(ParseResult parsed) throws UnusableInputException {
        boolean boot = parsed.hasMatchedOption("--boot");
        if (boot && parsed.hasMatchedOption("--aael")) {
            throw new UnusableInputException("--boot measures dstack's events, and with --aael a machine keeps none");
        }
        if (boot != parsed.hasMatchedOption("--instance-seed")) {
            throw new UnusableInputException("--boot and --instance-seed go together");
        }
        try {
            return boot
                    ? Optional.of(Hex.decode(
                            parsed.matchedOptionValue("--instance-seed", ""), "--instance-seed", INSTANCE_SEED))
                    : Optional.empty();
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(e.inWords());
        }
    }

    private static GuestLog log(
            GuestFiles files, TeeBackend tee, AppCompose compose, SystemConfig host, Optional<Bytes> seed)
            throws UnusableInputException, MeasurementException {
        Bytes image;
        try {
            image = VmConfig.read(host.vmConfig()).osImageHash();
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(
                    files.sysConfig() + " has no VM configuration that can be read: " + e.inWords());
        }
        GuestLog log = files.openLog(tee, Optional.of(compose));
        if (seed.isPresent()) {
            SystemBoot.measure(log, BootTimeEvents.of(compose, Identity.of(compose, seed.orElseThrow()), image));
        }
        return log;
    }

    private static AppCompose compose(GuestFiles files) throws UnusableInputException {
        try {
            return files.compose()
                    .orElseThrow(() -> new UnusableInputException(
                            files.appCompose() + " does not exist: name the app's compose file with --app-compose"));
        } catch (IOException e) {
            throw new UnusableInputException(files.appCompose() + " cannot be read: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(
                    files.appCompose() + " cannot be read as an app's compose file: " + e.inWords());
        }
    }

    private static SystemConfig host(GuestFiles files) throws UnusableInputException {
        try {
            return files.host();
        } catch (IOException e) {
            throw new UnusableInputException(files.sysConfig() + " cannot be read: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(
                    files.sysConfig() + " cannot be read as a host's configuration: " + e.inWords());
        }
    }

    /** What the firmware says of the machine; nothing where it says nothing. */
    private static String dmi(String field) {
        try {
            return Files.readString(Path.of("/sys/class/dmi/id", field)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
