package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.ExpectedReport;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.ExpectedApp;
import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.verifier.AppraisalPolicy;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that say which app a dstack guest must run, and whom its evidence must be for. */
final class AppOptions {

    private AppOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.repeatable("--require-event", "NAME=HEX")
                .description(
                        "Demand an event of the runtime log: measured by the system, before system-ready, once, with exactly this"
                                + " payload. Repeatable. Not of SNP, where nothing binds the log.")
                .build());
        spec.addOption(Options.text("--compose", "FILE")
                .description(
                        "Demand that the guest runs this very app-compose.json: its hash, and the app id that follows from it.")
                .build());
        spec.addOption(Options.text("--app-id", "HEX")
                .description("Demand this app id, 20 bytes, in the place of the one that follows from --compose.")
                .build());
        spec.addOption(Options.text("--report-data", "HEX")
                .description(
                        "Demand this report data and no other, of TDX and SNP alike; all 64 bytes count, a shorter value has zeros"
                                + " behind.")
                .build());
    }

    /** What the options demand besides a policy. */
    static AppraisalPolicy policy(ParseResult parsed, InputFiles files, AppraisalPolicy given)
            throws UnusableInputException {
        if (!parsed.commandSpec().optionsMap().containsKey("--require-event")) {
            return given;
        }
        AppraisalPolicy policy = given.with(app(parsed, files, given.app()));
        if (!parsed.hasMatchedOption("--report-data")) {
            return policy;
        }
        String hex = parsed.matchedOptionValue("--report-data", "");
        int most = ExpectedReport.Field.REPORT_DATA.size();
        Bytes value = bytes("--report-data", hex, "1 to " + most + " bytes");
        if (value.isEmpty() || value.size() > most) {
            throw new UnusableInputException(
                    "--report-data " + hex + ": write 1 to " + most + " bytes in hexadecimal digits");
        }
        AppraisalPolicy demanded = PolicyOptions.expecting(policy, ExpectedReport.Field.REPORT_DATA.text() + "=" + hex);
        // Of several values that are demanded of a field any will do: a challenge must not be one of them.
        if (isAnother(
                        ExpectedReport.Field.REPORT_DATA,
                        demanded.quote().expected().values())
                || isAnother(
                        ExpectedGuest.Field.REPORT_DATA,
                        demanded.snp().expected().values())) {
            throw new UnusableInputException(
                    "--report-data " + hex + ": the policy or --expect demands another report data already");
        }
        return demanded;
    }

    private static <F> boolean isAnother(F field, Map<F, Set<Bytes>> values) {
        return values.getOrDefault(field, Set.of()).size() > 1;
    }

    private static ExpectedApp app(ParseResult parsed, InputFiles files, ExpectedApp given)
            throws UnusableInputException {
        ExpectedApp app = given;
        for (String demand : Options.texts(parsed, "--require-event")) {
            // Digits have no such sign, names may.
            int equals = demand.lastIndexOf('=');
            if (equals < 0) {
                throw new UnusableInputException("--require-event " + demand + ": write NAME=HEX");
            }
            Bytes payload = bytes(
                    "--require-event " + demand.substring(0, equals) + ":",
                    demand.substring(equals + 1),
                    "the payload");
            app = demanded(
                    "--require-event " + demand, app, before -> before.withEvent(demand.substring(0, equals), payload));
        }
        if (parsed.hasMatchedOption("--compose")) {
            Bytes hash = AppCompose.composeHash(files.composeBytes(parsed.matchedOptionValue("--compose", "")));
            app = demanded("--compose", app, before -> before.withComposeHash(hash));
        }
        if (parsed.hasMatchedOption("--app-id")) {
            String hex = parsed.matchedOptionValue("--app-id", "");
            Bytes id = bytes("--app-id", hex, "20 bytes");
            app = demanded("--app-id " + hex, app, before -> before.withAppId(id));
        }
        return app;
    }

    private interface Demand {
        ExpectedApp addedTo(ExpectedApp before);
    }

    private static ExpectedApp demanded(String option, ExpectedApp before, Demand demand)
            throws UnusableInputException {
        try {
            return demand.addedTo(before);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(option + ": " + e.getMessage());
        }
    }

    private static Bytes bytes(String option, String hex, String what) throws UnusableInputException {
        try {
            return Hex.decode(hex, option);
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(option + " " + hex + ": write " + what + " in hexadecimal digits");
        }
    }
}
