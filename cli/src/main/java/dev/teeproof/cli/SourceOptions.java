package dev.teeproof.cli;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerifiedSignatures;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.sources.AmdFiles;
import dev.teeproof.sources.AmdSource;
import dev.teeproof.sources.AssembledCollateral;
import dev.teeproof.sources.CachedAmdSource;
import dev.teeproof.sources.CachedAmdSourceBuilder;
import dev.teeproof.sources.CachedSource;
import dev.teeproof.sources.CachedSourceBuilder;
import dev.teeproof.sources.CollateralFiles;
import dev.teeproof.sources.EndorsementFolder;
import dev.teeproof.sources.GenuineAmdEndorsements;
import dev.teeproof.sources.GenuineEndorsements;
import dev.teeproof.sources.IntelSource;
import dev.teeproof.sources.KdsClient;
import dev.teeproof.sources.KdsClientBuilder;
import dev.teeproof.sources.PcsClient;
import dev.teeproof.sources.PcsClientBuilder;
import dev.teeproof.sources.RollbackProtection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that say where Intel's and AMD's endorsements come from. */
final class SourceOptions {

    /** Signatures under endorsements that are remembered. */
    private static final int REMEMBERED = 2_000;

    private SourceOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.repeatable("--collateral", "FILE|DIR")
                .description(
                        "Intel's collateral, used as it is: dcap-qvl JSON containers, files of Intel's PCS client tool, or"
                                + " bodies of PCS answers with their certificate chains; a folder gives all that is in it."
                                + " Repeatable. Of several for the quote's platform the newest that is in date is used. What"
                                + " is lacking is fetched.")
                .build());
        spec.addOption(Options.repeatable("--endorsements", "FILE|DIR")
                .description(
                        "AMD's certificates and revocation lists, used as they are, DER or PEM; a folder gives all that is in"
                                + " it. Repeatable. What is lacking is fetched.")
                .build());
        addNetworkTo(spec);
        spec.addOption(Options.text("--kds", "URL")
                .description("Fetch from this mirror of AMD's key distribution service. Default: KDS_URL, else the"
                        + " configuration's, else AMD's own service.")
                .build());
    }

    static void addNetworkTo(CommandSpec spec) {
        spec.addOption(Options.text("--pccs", "URL")
                .description(
                        "Fetch from this PCCS, version 3 or 4. Default: PCCS_URL, else the configuration's, else Intel's own"
                                + " service.")
                .build());
        spec.addOption(Options.flag("--offline").description("Fetch nothing.").build());
        spec.addOption(Options.flag("--early")
                .description(
                        "Also say what the next TCB evaluation will make of the platform: Intel publishes its documents early.")
                .build());
        spec.addOption(Options.text("--cache", "DIR")
                .description("Keep what was fetched here. Default: teeproof under XDG_CACHE_HOME or ~/.cache.")
                .build());
        spec.addOption(
                Options.flag("--no-cache").description("Keep nothing on disk.").build());
        spec.addOption(Options.flag("--insecure-http")
                .description("Allow a PCCS without TLS on another host. What it gives is verified all the same.")
                .build());
    }

    /** What the options say, as one source. The network is not touched before something is asked of it. */
    static AssembledCollateral source(ParseResult parsed, TrustAnchors anchors, Terminal terminal)
            throws UnusableInputException {
        Optional<IntelSource> given = given(parsed, terminal);
        Configuration settled = Configuration.of(terminal.environment());
        boolean offline =
                parsed.hasMatchedOption("--offline") || settled.offline() && !parsed.hasMatchedOption("--pccs");
        AssembledCollateral source;
        if (offline) {
            source = AssembledCollateral.of(given.orElse(nothing()));
        } else {
            source = AssembledCollateral.of(given, network(parsed, settled, anchors, terminal));
        }
        return parsed.hasMatchedOption("--early") ? source.withEarly() : source;
    }

    private static Optional<IntelSource> given(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        List<String> files = parsed.matchedOptionValue("--collateral", List.of());
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CollateralFiles.open(
                    files.stream().map(Path::of).toList(),
                    trouble -> terminal.err().println("teeproof: " + trouble)));
        } catch (IOException e) {
            throw new UnusableInputException("collateral cannot be opened: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(
                    "collateral cannot be read: " + e.code().name() + ", " + e.inWords() + "; is this the right file?");
        }
    }

    private static IntelSource nothing() {
        return (item, at) -> {
            throw new SourceUnavailableException(
                    "Intel's collateral", "none was given with --collateral, and --offline forbids to fetch it");
        };
    }

    /** What the options say of AMD, as one source. The network is not touched before something is asked of it. */
    static AmdSource amd(ParseResult parsed, AmdTrustAnchors anchors, Terminal terminal) throws UnusableInputException {
        List<AmdSource> sources = new ArrayList<>();
        List<String> files = parsed.matchedOptionValue("--endorsements", List.of());
        if (!files.isEmpty()) {
            try {
                sources.add(AmdFiles.open(
                        files.stream().map(Path::of).toList(),
                        trouble -> terminal.err().println("teeproof: " + trouble)));
            } catch (IOException e) {
                throw new UnusableInputException("endorsements cannot be opened: " + e.getMessage());
            } catch (MalformedEvidenceException e) {
                throw new UnusableInputException("endorsements cannot be read: "
                        + e.code().name() + ", " + e.inWords() + "; is this the right file?");
            }
        }
        Configuration settled = Configuration.of(terminal.environment());
        boolean offline =
                parsed.hasMatchedOption("--offline") || settled.offline() && !parsed.hasMatchedOption("--kds");
        sources.add(
                offline
                        ? (item, at) -> {
                            throw new SourceUnavailableException(
                                    "the " + item.inWords(),
                                    "none was given with --endorsements, and --offline forbids to fetch it");
                        }
                        : kds(parsed, settled, anchors, terminal));
        return AmdSource.firstOf(sources);
    }

    private static AmdSource kds(ParseResult parsed, Configuration settled, AmdTrustAnchors anchors, Terminal terminal)
            throws UnusableInputException {
        Optional<String> kds = Optional.<String>ofNullable(parsed.matchedOptionValue("--kds", null))
                .or(settled::kds);
        KdsClientBuilder client =
                kds.isPresent() ? KdsClient.at(kds.get(), terminal.clock()) : KdsClient.amd(terminal.clock());
        if (parsed.hasMatchedOption("--insecure-http") || settled.insecureHttp()) {
            client.insecureAllowHttp();
        }
        try {
            client.requireAddress();
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(
                    "the KDS " + kds.orElse("") + ": " + e.getMessage() + " (--insecure-http allows one without TLS)");
        }
        client.listener(new Progress(terminal.err()));
        Optional<Path> folder = folder(parsed, settled);
        Supplier<AmdSource> maker = Memoized.of(() -> {
            CachedAmdSourceBuilder cache = CachedAmdSource.over(
                    client.build(),
                    GenuineAmdEndorsements.of(
                            anchors.roots(),
                            AmdTrustAnchors.knownIssuers(),
                            VerifiedSignatures.over(SignatureVerifier.ofPlatform(), REMEMBERED)),
                    terminal.clock());
            folder.flatMap(path -> open(path, terminal)).ifPresent(cache::folder);
            return cache.background(Thread.ofVirtual()::start).build();
        });
        return (item, at) -> maker.get().get(item, at);
    }

    private static Optional<Path> folder(ParseResult parsed, Configuration settled) {
        return parsed.hasMatchedOption("--no-cache")
                ? Optional.empty()
                : Optional.<String>ofNullable(parsed.matchedOptionValue("--cache", null))
                        .map(Path::of)
                        .or(settled::cache);
    }

    private static IntelSource network(
            ParseResult parsed, Configuration settled, TrustAnchors anchors, Terminal terminal)
            throws UnusableInputException {
        Optional<String> pccs = Optional.<String>ofNullable(parsed.matchedOptionValue("--pccs", null))
                .or(settled::pccs);
        PcsClientBuilder client =
                pccs.isPresent() ? PcsClient.at(pccs.get(), terminal.clock()) : PcsClient.intel(terminal.clock());
        if (parsed.hasMatchedOption("--insecure-http") || settled.insecureHttp()) {
            client.insecureAllowHttp();
        }
        try {
            client.requireAddresses();
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("the PCCS " + pccs.orElse("") + ": " + e.getMessage()
                    + " (--insecure-http allows one without TLS)");
        }
        client.listener(new Progress(terminal.err()));
        Optional<Path> folder = folder(parsed, settled);
        Supplier<IntelSource> maker = Memoized.of(() -> kept(client.build(), folder, anchors, terminal));
        return (item, at) -> maker.get().fetch(item, at);
    }

    /** Kept in memory and on disk, and never older than the newest that was seen. */
    private static IntelSource kept(PcsClient client, Optional<Path> folder, TrustAnchors anchors, Terminal terminal) {
        GenuineEndorsements genuine =
                GenuineEndorsements.of(anchors, VerifiedSignatures.over(SignatureVerifier.ofPlatform(), REMEMBERED));
        Optional<EndorsementFolder> opened = folder.flatMap(path -> open(path, terminal));
        CachedSourceBuilder cache = CachedSource.over(
                RollbackProtection.over(client, genuine, terminal.clock(), opened), genuine, terminal.clock());
        opened.ifPresent(cache::folder);
        return cache.background(Thread.ofVirtual()::start).build();
    }

    private static Optional<EndorsementFolder> open(Path path, Terminal terminal) {
        try {
            return Optional.of(
                    EndorsementFolder.open(path, trouble -> terminal.err().println("teeproof: " + trouble)));
        } catch (IOException e) {
            terminal.err().println("teeproof: nothing is kept on disk: " + path + " cannot be made: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Makes a source when something is first asked of it. */
    private static final class Memoized<T> implements Supplier<T> {

        private final Supplier<T> maker;
        private @Nullable T made;

        private Memoized(Supplier<T> maker) {
            this.maker = maker;
        }

        static <T> Supplier<T> of(Supplier<T> maker) {
            return new Memoized<>(maker);
        }

        @Override
        public synchronized T get() {
            T found = made;
            if (found == null) {
                found = maker.get();
                made = found;
            }
            return found;
        }
    }
}
