package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.CompatibilityRule;
import dev.teeproof.dcap.ExpectedReport;
import dev.teeproof.dcap.QuotePolicy;
import dev.teeproof.dcap.TcbPolicy;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.verifier.AppraisalPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that say what is accepted and demanded, over a policy file. */
final class PolicyOptions {

    private PolicyOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.text("--policy", "FILE")
                .description(
                        "What is accepted and demanded, in TOML or JSON (docs/policy.md). The options below add to it.")
                .build());
        spec.addOption(Options.repeatable("--accept", "NAME[=DAYS]")
                .splitRegex(",")
                .description("Accept a state that is not accepted by default: "
                        + String.join(", ", AppraisalPolicy.names())
                        + ". A TCB status with a number of days, as in OutOfDate=90, is accepted while the level that has it"
                        + " is at most so old. Repeatable, or with commas between.")
                .build());
        spec.addOption(Options.repeatable("--deny-advisory", "ID")
                .splitRegex(",")
                .description("Do not accept a platform to which this advisory applies. Repeatable.")
                .build());
        spec.addOption(Options.repeatable("--allow-advisory", "ID")
                .splitRegex(",")
                .description("Accept platforms to which no advisories apply but these. Repeatable.")
                .build());
        spec.addOption(Options.text("--least-evaluation", "NUMBER")
                .description("Accept collateral of this TCB evaluation data number or a later one only.")
                .build());
        spec.addOption(Options.text("--least-tcb-date", "DATE")
                .description("Accept platforms at a TCB level of this date or a later one only.")
                .build());
        spec.addOption(Options.repeatable("--expect", "FIELD=HEX")
                .description("Demand a value of the report: "
                        + Arrays.stream(ExpectedReport.Field.values())
                                .map(ExpectedReport.Field::text)
                                .collect(Collectors.joining(", "))
                        + "; of SNP " + String.join(", ", SnpPolicyOptions.fields())
                        + ". Given again for a field, either value will do. Short report data has zeros behind it.")
                .build());
        spec.addOption(Options.text("--least-isv-svn", "NUMBER")
                .description("Demand this ISVSVN or a higher one of an enclave.")
                .build());
        spec.addOption(Options.repeatable("--compatibility", "RULE")
                .splitRegex(",")
                .description("Judge by a rule of other verifiers in the place of Intel's: "
                        + Arrays.stream(CompatibilityRule.values())
                                .map(CompatibilityRule::text)
                                .collect(Collectors.joining(", "))
                        + ".")
                .build());
        spec.addOption(Options.flag("--insecure-allow-debug")
                .description("For development: accept workloads under debug, whose memory their host can read.")
                .build());
    }

    static AppraisalPolicy policy(ParseResult parsed, InputFiles files) throws UnusableInputException {
        AppraisalPolicy policy = parsed.hasMatchedOption("--policy")
                ? files.policy(parsed.matchedOptionValue("--policy", ""))
                : AppraisalPolicy.STRICT;
        for (String name : Options.texts(parsed, "--accept")) {
            policy = accepting(policy, name.strip());
        }
        policy = policy.with(policy.quote().with(tcb(parsed, policy.quote().tcb())))
                .with(SnpPolicyOptions.policy(parsed, policy.snp()));
        for (String demand : Options.texts(parsed, "--expect")) {
            policy = expecting(policy, demand);
        }
        if (parsed.hasMatchedOption("--least-isv-svn")) {
            QuotePolicy quote = policy.quote();
            policy = policy.with(
                    quote.with(quote.expected().withLeastIsvSvn(number(parsed, "--least-isv-svn", 65_535))));
        }
        if (parsed.hasMatchedOption("--insecure-allow-debug")) {
            policy = policy.withInsecureAllowDebug();
        }
        for (String name : Options.texts(parsed, "--compatibility")) {
            policy = policy.with(CompatibilityRule.of(name.strip())
                    .orElseThrow(() -> new UnusableInputException("--compatibility: there is no rule " + name)));
        }
        return policy;
    }

    private static AppraisalPolicy accepting(AppraisalPolicy policy, String name) throws UnusableInputException {
        int equals = name.indexOf('=');
        try {
            if (equals < 0) {
                return policy.accepting(name);
            }
            Optional<TcbStatus> status = TcbStatus.of(name.substring(0, equals));
            String days = name.substring(equals + 1);
            if (status.isEmpty() || status.get() == TcbStatus.REVOKED || !days.matches("\\d{1,5}")) {
                throw new UnusableInputException("--accept " + name
                        + ": write a TCB status other than Revoked and a number of days, OutOfDate=90");
            }
            TcbPolicy tcb = policy.quote().tcb().accepting(status.get(), Duration.ofDays(Integer.parseInt(days)));
            return policy.with(policy.quote().with(tcb));
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("--accept: " + e.getMessage());
        }
    }

    private static TcbPolicy tcb(ParseResult parsed, TcbPolicy given) throws UnusableInputException {
        TcbPolicy tcb = given;
        for (String advisory : Options.texts(parsed, "--deny-advisory")) {
            tcb = tcb.denying(advisory("--deny-advisory", advisory));
        }
        List<String> allowed = Options.texts(parsed, "--allow-advisory");
        if (!allowed.isEmpty()) {
            Set<String> all = new HashSet<>(tcb.allowedAdvisories().orElse(Set.of()));
            for (String advisory : allowed) {
                all.add(advisory("--allow-advisory", advisory));
            }
            tcb = tcb.allowingOnly(all);
        }
        if (parsed.hasMatchedOption("--least-evaluation")) {
            tcb = tcb.leastEvaluationDataNumber(number(parsed, "--least-evaluation", 1_000_000));
        }
        if (parsed.hasMatchedOption("--least-tcb-date")) {
            tcb = tcb.leastTcbDate(date(parsed.matchedOptionValue("--least-tcb-date", "")));
        }
        return tcb;
    }

    private static String advisory(String option, String text) throws UnusableInputException {
        if (!TcbPolicy.isAdvisory(text.strip())) {
            throw new UnusableInputException(
                    option + " " + text + " is no advisory of Intel's, such as INTEL-SA-00960");
        }
        return text.strip();
    }

    /** A value of a field of quotes, of reports, or, for report data, of both. */
    static AppraisalPolicy expecting(AppraisalPolicy policy, String demand) throws UnusableInputException {
        int equals = demand.indexOf('=');
        String name = equals < 0 ? demand : demand.substring(0, equals).toLowerCase(Locale.ROOT);
        String hex = demand.substring(equals + 1);
        boolean known = equals > 0 && SnpPolicyOptions.fields().contains(name);
        AppraisalPolicy more = known ? policy.with(SnpPolicyOptions.expecting(policy.snp(), name, hex)) : policy;
        for (ExpectedReport.Field field : ExpectedReport.Field.values()) {
            if (equals > 0 && field.text().equals(name)) {
                more = more.with(more.quote().with(expecting(more.quote().expected(), field, hex)));
                known = true;
            }
        }
        if (!known) {
            throw new UnusableInputException("--expect " + demand + ": write FIELD=HEX, with one of the fields "
                    + Arrays.stream(ExpectedReport.Field.values())
                            .map(ExpectedReport.Field::text)
                            .collect(Collectors.joining(", "))
                    + ", " + String.join(", ", SnpPolicyOptions.fields()));
        }
        return more;
    }

    private static ExpectedReport expecting(ExpectedReport expected, ExpectedReport.Field field, String hex)
            throws UnusableInputException {
        try {
            Bytes value = Hex.decode(hex, "--expect " + field.text());
            if (!value.isEmpty()) {
                return expected.with(field, value);
            }
        } catch (MalformedEvidenceException | IllegalArgumentException e) {
            // Told below, with what would be right.
        }
        throw new UnusableInputException("--expect " + field.text() + "=" + hex + ": " + field.text() + " takes "
                + field.size() + " bytes in hexadecimal digits");
    }

    private static int number(ParseResult parsed, String option, int max) throws UnusableInputException {
        String text = parsed.matchedOptionValue(option, "");
        int number = text.matches("\\d{1,7}") ? Integer.parseInt(text) : -1;
        if (number < 0 || number > max) {
            throw new UnusableInputException(option + " " + text + " is no number from 0 to " + max);
        }
        return number;
    }

    private static Instant date(String text) throws UnusableInputException {
        try {
            return Instant.parse(text.matches("\\d{4}-\\d{2}-\\d{2}") ? text + "T00:00:00Z" : text);
        } catch (DateTimeException e) {
            throw new UnusableInputException(
                    "--least-tcb-date " + text + " is no date: write it as 2024-03-13 or 2024-03-13T00:00:00Z");
        }
    }
}
