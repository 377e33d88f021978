package dev.teeproof.verifier.render;

import dev.teeproof.codec.Printable;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.ClaimValue;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Verdict;
import java.util.List;

/**
 * An attestation result as a page for a terminal: the verdict, who the machine is, the checks, the claims with their
 * proofs, until when it holds, and for anything but an affirming verdict the reason and what to look at next.
 */
public final class ResultPage {

    private static final List<ClaimName> IDENTITY = List.of(
            ClaimName.APP_ID,
            ClaimName.COMPOSE_HASH,
            ClaimName.INSTANCE_ID,
            ClaimName.KEY_PROVIDER,
            ClaimName.DEVICE_ID,
            ClaimName.OS_IMAGE_HASH,
            ClaimName.MR_ENCLAVE,
            ClaimName.MR_SIGNER,
            ClaimName.PRODUCT,
            ClaimName.MEASUREMENT,
            ClaimName.TCB_STATUS,
            ClaimName.REVOCATION,
            ClaimName.LATER_TCB_STATUS,
            ClaimName.REPORT_DATA);

    private final AttestationResult result;
    private final Ink ink;
    private final StringBuilder out = new StringBuilder();

    private ResultPage(AttestationResult result, Ink ink) {
        this.result = result;
        this.ink = ink;
    }

    /** The page, with a line end at its end. */
    public static String of(AttestationResult result, Ink ink) {
        ResultPage page = new ResultPage(result, ink);
        page.verdict();
        page.identity();
        page.checks();
        page.shortfall();
        page.claims();
        page.validity();
        page.warnings();
        page.reason();
        return page.out.toString();
    }

    private void verdict() {
        String words = switch (result.verdict()) {
            case AFFIRMING -> ink.good("AFFIRMING") + "  every check passed";
            case WARNING -> ink.warn("WARNING") + "  genuine, but in a state that the policy does not accept";
            case CONTRAINDICATED -> ink.bad("CONTRAINDICATED") + "  do not trust this machine";
            case NONE -> ink.warn("NONE") + "  nothing is wrong, but not everything could be checked";
        };
        line(words);
        line(result.evidence() + ", as of " + result.at());
    }

    private void identity() {
        title("The machine");
        for (ClaimName name : IDENTITY) {
            result.claim(name).ifPresent(claim -> {
                String doubt = claim.proof().trustAnchor().isPresent() ? "" : ink.warn("  (not proven)");
                line("  " + padded(name.text(), 16) + shown(claim) + doubt);
            });
        }
        if (result.claim(ClaimName.OS_IMAGE_HASH).isPresent()
                && result.checks().stream().anyMatch(ResultPage::nobodyExpects)) {
            line("  Nobody has said which OS image to expect: name it with --os-image HASH to have it compared.");
        }
    }

    private static boolean nobodyExpects(Check check) {
        return check.code().name().equals("OS_IMAGE_REFERENCE") && check.outcome() == Outcome.NOT_APPLICABLE;
    }

    private void checks() {
        title("Checks");
        for (Check check : result.checks()) {
            String outcome = switch (check.outcome()) {
                case PASSED -> ink.good(padded("passed", 13));
                case NOT_ACCEPTED -> ink.warn(padded("NOT ACCEPTED", 13));
                case FAILED -> ink.bad(padded("FAILED", 13));
                case NOT_APPLICABLE -> ink.dim(padded("n/a", 13));
                case NOT_RUN -> ink.dim(padded("not run", 13));
            };
            line("  " + outcome + padded(check.code().name(), 27) + clean(check.statement()));
            if (check.failed()) {
                check.expected().ifPresent(expected -> line("  " + " ".repeat(13) + "  expected " + clean(expected)));
                check.actual().ifPresent(actual -> line("  " + " ".repeat(13) + "  found    " + clean(actual)));
            }
        }
    }

    /** What the platform lacks to a better TCB status, a line for each part. */
    private void shortfall() {
        shortfall(ClaimName.TCB_SHORTFALL, "What the platform lacks");
        shortfall(ClaimName.LATER_TCB_SHORTFALL, "What it will lack by the next TCB evaluation");
    }

    private void shortfall(ClaimName name, String title) {
        result.claim(name).ifPresent(claim -> {
            if (claim.value() instanceof ClaimValue.Texts(List<String> sentences)) {
                title(title);
                sentences.forEach(sentence -> line("  " + clean(sentence)));
            }
        });
    }

    private void claims() {
        title("Claims");
        if (result.claims().isEmpty()) {
            line("  none");
        }
        for (Claim claim : result.claims()) {
            line("  " + padded(claim.name().text(), 21) + shown(claim));
            line("  " + " ".repeat(21) + ink.dim(clean(ProofWords.of(claim.proof()))));
        }
    }

    private void validity() {
        result.until().ifPresent(until -> {
            title("Validity");
            line("  Holds until " + until + ", when the first of its endorsements runs out:");
            result.endorsements().stream()
                    .filter(use -> use.expires().equals(until))
                    .forEach(use -> line("  " + clean(use.name() + ", from " + use.source())));
        });
    }

    private void warnings() {
        if (!result.warnings().isEmpty()) {
            title("Warnings");
            result.warnings().forEach(warning -> line("  " + ink.warn(clean(warning))));
        }
    }

    private void reason() {
        if (result.verdict() == Verdict.AFFIRMING) {
            return;
        }
        Check first = result.reasons().get(0);
        title("Reason");
        line("  " + first.code().name() + ": " + clean(first.statement()));
        line("  " + NextStep.after(first.code()));
    }

    private void title(String title) {
        out.append('\n');
        line(ink.bold(title));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String clean(Object value) {
        return Printable.of(value.toString());
    }

    private static String shown(Claim claim) {
        String text = clean(claim.value());
        return text.isEmpty() ? "none" : text;
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
