package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.server.ServerSettings;
import dev.teeproof.server.VerifierServer;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.Verifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof serve}. */
final class ServeCommand implements Subcommand {

    /** What is remembered of each kind: the certificates and quoting enclaves of some thousand platforms. */
    private static final int REMEMBERED = 20_000;

    private static final long DEMO_SEED = 1;

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Answers POST /verify and GET /health as dstack's verifier does, with checks, claims and their proofs"
                                + " besides. Collateral is read at the start and again when a file changes; what is not given is"
                                + " fetched, kept, and refreshed before it runs out.",
                        "",
                        "Evidence that is not genuine is answered with 200 and is_valid false. SIGTERM lets requests end that"
                                + " are being answered.")
                .footer(
                        "",
                        "Example:",
                        "  teeproof serve --port 8080",
                        "  curl -s http://127.0.0.1:8080/verify -d @attestation.json");
        AppraisalOptions.addTo(spec);
        AppraisalOptions.addOsImageTo(spec);
        AppOptions.addTo(spec);
        spec.addOption(OptionSpec.builder("--address")
                .paramLabel("ADDRESS")
                .type(String.class)
                .description("Listen on this address. Default: 127.0.0.1.")
                .build());
        spec.addOption(OptionSpec.builder("--port")
                .paramLabel("PORT")
                .type(int.class)
                .description("Listen on this port; 0 picks a free one. Default: 8080.")
                .build());
        spec.addOption(OptionSpec.builder("--max-body")
                .paramLabel("BYTES")
                .type(int.class)
                .description("Refuse bodies larger than this. Default: 1048576.")
                .build());
        spec.addOption(OptionSpec.builder("--demo")
                .arity("0")
                .type(boolean.class)
                .description(
                        "Trust a simulated machine's root and collateral, write its evidence to a file and print the curl"
                                + " line that posts it.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        boolean demo = parsed.hasMatchedOption("--demo");
        if (demo && parsed.hasMatchedOption("--collateral")) {
            throw new UnusableInputException("--demo brings its own collateral: leave out --collateral");
        }
        ServerSettings settings = settings(parsed);
        Verifier.Builder builder = AppraisalOptions.builder(parsed, terminal)
                .referenceValues(AppraisalOptions.references(parsed))
                .remembering(REMEMBERED);
        List<String> greeting = new ArrayList<>();
        if (demo) {
            SimulatedTdx machine =
                    TdxBlueprint.of(DEMO_SEED, terminal.clock().instant()).build();
            builder.trustAnchors(TrustAnchors.intel().and(List.of(machine.root())))
                    .endorsements(new GivenCollateral(List.of(machine.collateral())));
            greeting.add(write(machine.request()).toString());
        } else {
            builder.endorsements(SourceOptions.source(parsed, AppraisalOptions.anchors(parsed, terminal), terminal));
        }
        builder.endorsements(SourceOptions.amd(
                parsed, AppraisalOptions.roots(parsed, terminal).amdAnchors(), terminal));
        try (VerifierServer server = VerifierServer.start(builder.build(), terminal.clock(), settings)) {
            Thread stop = new Thread(server::close, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            String url = url(server.address());
            terminal.out().println("teeproof: listening on " + url);
            greeting.forEach(file -> terminal.out().println("try it: curl -s " + url + "/verify -d @" + file));
            terminal.out().flush();
            server.join();
            return 0;
        } catch (IOException e) {
            throw new UnusableInputException(
                    "cannot listen on " + settings.address() + " port " + settings.port() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static ServerSettings settings(ParseResult parsed) throws UnusableInputException {
        int port = parsed.matchedOptionValue("--port", ServerSettings.DEFAULT.port());
        int maxBody = parsed.matchedOptionValue("--max-body", ServerSettings.DEFAULT.maxBody());
        if (port < 0 || port > 65535) {
            throw new UnusableInputException("--port " + port + " is no port: 0 to 65535");
        }
        if (maxBody < 1) {
            throw new UnusableInputException("--max-body " + maxBody + " leaves no room for a request");
        }
        return ServerSettings.DEFAULT
                .withAddress(parsed.matchedOptionValue("--address", ServerSettings.DEFAULT.address()))
                .withPort(port)
                .withMaxBody(maxBody);
    }

    private static String url(InetSocketAddress address) {
        String host = address.getHostString();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static Path write(Bytes request) throws UnusableInputException {
        try {
            Path file = Files.createTempFile("teeproof-demo-", ".json");
            file.toFile().deleteOnExit();
            return Files.write(file, request.toArray());
        } catch (IOException e) {
            throw new UnusableInputException("the demo's evidence cannot be written: " + e.getMessage());
        }
    }
}
