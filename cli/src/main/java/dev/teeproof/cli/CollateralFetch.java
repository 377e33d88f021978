package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteAuthentication;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.Tee;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.sources.AssembledCollateral;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof collateral fetch}. */
final class CollateralFetch implements Subcommand {

    @Override
    public String name() {
        return "fetch";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Fetches the collateral for a platform into one container, by a quote of it or by its FMSPC and CA: for"
                                + " a verifier without a network.")
                .footer(
                        "",
                        "Exit status: 0 written, 1 the quote is not genuine, 2 usage or unreadable input, 3 not all could be had.",
                        "",
                        "Examples:",
                        "  teeproof collateral fetch --quote quote.bin --out collateral.json",
                        "  teeproof collateral fetch --fmspc 90c06f000000 --ca platform --tee tdx --out collateral.json");
        spec.addOption(Options.text("--quote", "FILE")
                .description("A quote of the platform, raw, in hex or in Base64.")
                .build());
        spec.addOption(Options.text("--fmspc", "HEX")
                .description("The platform's family, model, stepping and customisation: 12 hexadecimal digits.")
                .build());
        spec.addOption(Options.text("--ca", "CA")
                .description("The CA of its PCK certificate: platform or processor. Default: platform.")
                .build());
        spec.addOption(Options.text("--tee", "TEE")
                .description("tdx or sgx. Default: tdx.")
                .build());
        spec.addOption(Options.text("--out", "FILE")
                .required(true)
                .description("The container to write.")
                .build());
        SourceOptions.addNetworkTo(spec);
        AppraisalOptions.addRootTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        boolean quote = parsed.hasMatchedOption("--quote");
        if (quote == parsed.hasMatchedOption("--fmspc")) {
            throw new UnusableInputException("name the platform with either --quote FILE or --fmspc HEX");
        }
        TrustAnchors anchors = AppraisalOptions.anchors(parsed, terminal);
        AssembledCollateral source = SourceOptions.source(parsed, anchors, terminal);
        Instant now = terminal.clock().instant();
        try {
            return quote
                    ? byQuote(parsed, source, anchors, now, terminal)
                    : written(
                            source.collateral(
                                    choice(Tee.values(), parsed, "--tee", "tdx"),
                                    fmspc(parsed.matchedOptionValue("--fmspc", "")),
                                    choice(PckCa.values(), parsed, "--ca", "platform"),
                                    now),
                            Optional.empty(),
                            parsed,
                            terminal);
        } catch (SourceUnavailableException e) {
            terminal.err().println("teeproof: " + e.getMessage());
            return 3;
        }
    }

    /** The quote is followed to its trust anchor before anything of its platform is asked for. */
    private static int byQuote(
            ParseResult parsed, AssembledCollateral source, TrustAnchors anchors, Instant now, Terminal terminal)
            throws UnusableInputException, SourceUnavailableException {
        Quote quote = new InputFiles(terminal.in()).quote(parsed.matchedOptionValue("--quote", "-"));
        Optional<Bytes> chain = Optional.empty();
        QuoteVerifier verifier = QuoteVerifier.of(anchors);
        QuoteAuthentication authentication;
        if (quote.authentication().certificationData().hasChain()) {
            authentication = verifier.authenticate(quote, now);
        } else {
            chain = Optional.of(source.pckCertificateChain(quote, now));
            authentication = verifier.authenticate(quote, chain.get(), "what was fetched for it", now);
        }
        return switch (authentication) {
            case AuthenticQuote authentic -> written(source.collateral(authentic), chain, parsed, terminal);
            case RefusedQuote refused -> {
                terminal.err()
                        .println("teeproof: " + refused.reason().code().name() + ": "
                                + refused.reason().statement());
                yield 1;
            }
        };
    }

    private static int written(Collateral collateral, Optional<Bytes> chain, ParseResult parsed, Terminal terminal)
            throws UnusableInputException {
        String file = parsed.matchedOptionValue("--out", "");
        collateral.notes().forEach(note -> terminal.err().println("teeproof: " + note));
        CollateralContainer container = CollateralContainer.of(collateral).withPckCertificateChain(chain);
        Appraisal.write(container, file);
        terminal.out().print(CollateralShow.page(container, file, terminal));
        return 0;
    }

    private static Bytes fmspc(String hex) throws UnusableInputException {
        try {
            return Hex.decode(hex, "--fmspc", 6);
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException("--fmspc " + hex + " is not 12 hexadecimal digits");
        }
    }

    private static <E extends Enum<E>> E choice(E[] values, ParseResult parsed, String option, String otherwise)
            throws UnusableInputException {
        String text = parsed.matchedOptionValue(option, otherwise);
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        throw new UnusableInputException(option + " " + text + " is none of "
                + String.join(
                                ", ",
                                java.util.Arrays.stream(values).map(Enum::name).toList())
                        .toLowerCase(Locale.ROOT));
    }
}
