package dev.teeproof.cli;

import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.snp.GuestFeature;
import dev.teeproof.snp.PlatformInfo;
import dev.teeproof.snp.SnpPolicy;
import dev.teeproof.verifier.SnpDemand;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that say what is demanded of SNP guests and their platforms. */
final class SnpPolicyOptions {

    private SnpPolicyOptions() {}

    static void addTo(CommandSpec spec) {
        for (SnpDemand demand : SnpDemand.values()) {
            spec.addOption(Options.repeatable("--" + demand.text(), demand.form())
                    .description("SNP: " + words(demand))
                    .build());
        }
        spec.addOption(Options.flag("--require-crl")
                .description("SNP: affirm nothing without AMD's revocation list.")
                .build());
    }

    private static String words(SnpDemand demand) {
        return switch (demand) {
            case LEAST_TCB ->
                "demand a least TCB: KIND is current, reported, committed or launch; components that are not named are not"
                        + " looked at. Repeatable.";
            case GUEST_POLICY ->
                "demand that the guest policy has a feature, or has it not: "
                        + Arrays.stream(GuestFeature.values())
                                .map(GuestFeature::text)
                                .collect(Collectors.joining(", "))
                        + ". Repeatable.";
            case PLATFORM ->
                "demand that the platform has a feature, or has it not: "
                        + Arrays.stream(PlatformInfo.Feature.values())
                                .map(PlatformInfo.Feature::text)
                                .collect(Collectors.joining(", "))
                        + ". Repeatable.";
            case LEAST_ABI -> "demand that the guest policy asks for this firmware ABI or a later one.";
            case LEAST_FIRMWARE -> "demand this firmware version or a later one, such as 1.55.29.";
            case LEAST_GUEST_SVN -> "demand this guest SVN or a higher one.";
            case VMPL -> "demand that this VMPL asked for the report; any other than 0 is not accepted by default.";
            case CSP_ID -> "accept a key of this cloud provider's (VLEK), as its certificate names it, and no other.";
            case LAUNCH_MITIGATIONS -> "demand these bits of the mitigation vector at launch.";
            case CURRENT_MITIGATIONS -> "demand these bits of the current mitigation vector.";
            case ID_KEY ->
                "demand an ID block that a key of this digest signed (teeproof measure id-block). Repeatable.";
            case AUTHOR_KEY -> "demand an ID block whose key an author key of this digest signed. Repeatable.";
        };
    }

    static SnpPolicy policy(ParseResult parsed, SnpPolicy given) throws UnusableInputException {
        SnpPolicy policy = given;
        for (SnpDemand demand : SnpDemand.values()) {
            for (String text : Options.texts(parsed, "--" + demand.text())) {
                try {
                    policy = demand.addedTo(policy, text);
                } catch (IllegalArgumentException e) {
                    throw new UnusableInputException("--" + demand.text() + " " + text + ": " + e.getMessage());
                }
            }
        }
        return parsed.hasMatchedOption("--require-crl")
                ? policy.toBuilder().requireCrl().build()
                : policy;
    }

    /** A policy that demands a value of a field of reports, if they have the field. */
    static SnpPolicy expecting(SnpPolicy policy, String name, String hex) throws UnusableInputException {
        for (ExpectedGuest.Field field : ExpectedGuest.Field.values()) {
            if (field.text().equals(name)) {
                try {
                    return SnpDemand.expecting(policy, field, hex);
                } catch (IllegalArgumentException e) {
                    throw new UnusableInputException("--expect " + name + "=" + hex + ": " + e.getMessage());
                }
            }
        }
        return policy;
    }

    /** The names of the fields of reports. */
    static List<String> fields() {
        return Arrays.stream(ExpectedGuest.Field.values())
                .map(ExpectedGuest.Field::text)
                .toList();
    }
}
