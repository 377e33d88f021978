package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.verifier.ReferenceValues;
import dev.teeproof.verifier.Verifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that say what is trusted, accepted and expected, and where endorsements come from; {@code verify}, {@code
 * quote verify} and {@code serve} share them.
 */
final class AppraisalOptions {

    private AppraisalOptions() {}

    static void addTo(CommandSpec spec) {
        SourceOptions.addTo(spec);
        addRootTo(spec);
        PolicyOptions.addTo(spec);
        SnpPolicyOptions.addTo(spec);
    }

    static void addRootTo(CommandSpec spec) {
        spec.addOption(Options.repeatable("--root", "FILE")
                .description(
                        "A root certificate to trust besides Intel's and AMD's, PEM or DER. Repeatable. Every proof that ends at"
                                + " it says so.")
                .build());
    }

    static void addOsImageTo(CommandSpec spec) {
        spec.addOption(Options.repeatable("--os-image", "HASH")
                .description("An OS image that you expect: the SHA-256 of its sha256sum.txt, in hex. Repeatable.")
                .build());
    }

    /** A verifier's builder with what the options say, but for where collateral comes from. */
    static Verifier.Builder builder(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Roots roots = roots(parsed, terminal);
        InputFiles files = new InputFiles(terminal.in());
        return Verifier.builder()
                .policy(AppOptions.policy(parsed, files, PolicyOptions.policy(parsed, files)))
                .trustAnchors(roots.intelAnchors())
                .trustAnchors(roots.amdAnchors());
    }

    /** What the user trusts. */
    static Roots roots(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Roots roots = new Roots(List.of(), List.of());
        for (String file : Options.texts(parsed, "--root")) {
            roots = roots.and(new InputFiles(terminal.in()).roots(file));
        }
        return roots;
    }

    static TrustAnchors anchors(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        return roots(parsed, terminal).intelAnchors();
    }

    static ReferenceValues references(ParseResult parsed) throws UnusableInputException {
        Set<Bytes> expected = new HashSet<>();
        for (String hash : Options.texts(parsed, "--os-image")) {
            try {
                expected.add(Hex.decode(hash, "--os-image", 32));
            } catch (MalformedEvidenceException e) {
                throw new UnusableInputException(
                        "--os-image " + hash + " is not the 64 hexadecimal digits of a SHA-256");
            }
        }
        return expected.isEmpty() ? ReferenceValues.NONE : new ReferenceValues("--os-image", expected);
    }
}
