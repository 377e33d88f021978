package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.sources.CollateralFiles;
import dev.teeproof.verifier.AppraisalPolicy;
import dev.teeproof.verifier.ReferenceValues;
import dev.teeproof.verifier.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that say what is trusted, accepted and expected; {@code verify} and {@code serve} share them. */
final class AppraisalOptions {

    private AppraisalOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(repeatable("--collateral", "FILE|DIR")
                .description(
                        "Intel's collateral: a dcap-qvl JSON container, or a folder of them (*.json). Repeatable. Of"
                                + " several for the quote's platform the newest that is in date is used.")
                .build());
        spec.addOption(repeatable("--root", "FILE")
                .description(
                        "A root certificate to trust besides Intel's, PEM or DER. Repeatable. Every proof that ends at"
                                + " it says so.")
                .build());
        spec.addOption(repeatable("--accept", "NAME")
                .splitRegex(",")
                .description("Accept a state that is not accepted by default: "
                        + String.join(", ", AppraisalPolicy.names()) + ". Repeatable, or with commas between.")
                .build());
        spec.addOption(repeatable("--os-image", "HASH")
                .description("An OS image that you expect: the SHA-256 of its sha256sum.txt, in hex. Repeatable.")
                .build());
    }

    /** A verifier's builder with what the options say; the collateral source is set where any was given. */
    static Verifier.Builder builder(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Verifier.Builder builder = Verifier.builder()
                .policy(policy(texts(parsed, "--accept")))
                .referenceValues(references(texts(parsed, "--os-image")))
                .trustAnchors(TrustAnchors.intel().and(roots(parsed, terminal)));
        List<String> collateral = texts(parsed, "--collateral");
        if (!collateral.isEmpty()) {
            builder.endorsements(collateral(collateral, terminal));
        }
        return builder;
    }

    static List<Certificate> roots(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        List<Certificate> roots = new ArrayList<>();
        for (String file : texts(parsed, "--root")) {
            roots.addAll(new InputFiles(terminal.in()).roots(file));
        }
        return roots;
    }

    private static CollateralFiles collateral(List<String> files, Terminal terminal) throws UnusableInputException {
        try {
            return CollateralFiles.open(
                    files.stream().map(Path::of).toList(),
                    trouble -> terminal.err().println("teeproof: " + trouble));
        } catch (IOException e) {
            throw new UnusableInputException("collateral cannot be opened: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(
                    "collateral cannot be read: " + e.code().name() + ", " + e.inWords() + "; is this the right file?");
        }
    }

    private static AppraisalPolicy policy(List<String> names) throws UnusableInputException {
        AppraisalPolicy policy = AppraisalPolicy.STRICT;
        for (String name : names) {
            try {
                policy = policy.accepting(name.strip());
            } catch (IllegalArgumentException e) {
                throw new UnusableInputException("--accept: " + e.getMessage());
            }
        }
        return policy;
    }

    private static ReferenceValues references(List<String> hashes) throws UnusableInputException {
        Set<Bytes> expected = new HashSet<>();
        for (String hash : hashes) {
            try {
                expected.add(Hex.decode(hash, "--os-image", 32));
            } catch (MalformedEvidenceException e) {
                throw new UnusableInputException(
                        "--os-image " + hash + " is not the 64 hexadecimal digits of a SHA-256");
            }
        }
        return expected.isEmpty() ? ReferenceValues.NONE : new ReferenceValues("--os-image", expected);
    }

    static List<String> texts(ParseResult parsed, String option) {
        return parsed.matchedOptionValue(option, List.of());
    }

    private static OptionSpec.Builder repeatable(String name, String label) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class);
    }
}
