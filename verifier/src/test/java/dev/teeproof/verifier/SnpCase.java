package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SimulatedSnp;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpMachineBlueprint;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.sources.AmdAnswer;
import dev.teeproof.sources.AmdItem;
import dev.teeproof.sources.AmdSource;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Simulated SNP evidence with a revocation list at hand, and verdicts about it. */
final class SnpCase {

    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    static final long SEED = 11;

    /** Finding the RSA keys of a line takes longer than all the rest: those made from one another share them. */
    private static final Map<SnpProduct, SnpBlueprint> REPORTS = new ConcurrentHashMap<>();

    private SnpCase() {}

    static SnpBlueprint report(SnpProduct product) {
        return REPORTS.computeIfAbsent(product, line -> SnpBlueprint.of(line, SEED, AT));
    }

    /** Under the roots of {@link #report}. */
    static SnpMachineBlueprint machine(SnpProduct product) {
        return SnpMachineBlueprint.of(product, SEED, AT).platform(plan -> plan.underThePkiOf(report(product)));
    }

    static AmdTrustAnchors roots(SnpProduct product) {
        return report(product).mint().trustAnchors();
    }

    /** The revocation list alone: certificates come along, or are missing. */
    static AmdSource listOf(SimulatedReport report) {
        return giving(report.crl());
    }

    static AmdSource giving(Bytes revocationList) {
        return (item, at) -> {
            if (item instanceof AmdItem.RevocationList) {
                return AmdAnswer.of(revocationList, "the simulator");
            }
            throw new SourceUnavailableException("the simulator", "it has the revocation list alone");
        };
    }

    static Verifier.Builder verifier(SimulatedReport report, AmdTrustAnchors roots) {
        return Verifier.builder().trustAnchors(roots).endorsements(listOf(report));
    }

    static AttestationResult verify(SimulatedReport report, AmdTrustAnchors roots, AppraisalPolicy policy)
            throws MalformedEvidenceException {
        return verifier(report, roots).policy(policy).build().verify(Evidence.read(report.extended()), AT);
    }

    static AttestationResult verify(SimulatedSnp machine, AmdTrustAnchors roots, AppraisalPolicy policy)
            throws MalformedEvidenceException {
        return verifier(machine.report(), roots).policy(policy).build().verify(Evidence.read(machine.request()), AT);
    }

    /** What stands in a field of a report. */
    static Bytes valueOf(ExpectedGuest.Field field, SimulatedReport report) {
        int offset = switch (field) {
            case MEASUREMENT -> 0x90;
            case HOST_DATA -> 0xc0;
            case FAMILY_ID -> 0x10;
            case IMAGE_ID -> 0x20;
            case REPORT_ID -> 0x140;
            case REPORT_ID_MA -> 0x160;
            case CHIP_ID -> 0x1a0;
            case REPORT_DATA -> 0x50;
        };
        return report.report().slice(offset, offset + field.size());
    }

    /** The first reason in words: its code and its outcome, or the code at which evidence cannot be read. */
    static String finding(Attempt attempt) {
        try {
            AttestationResult result = attempt.make();
            if (result.reasons().isEmpty()) {
                return "nothing";
            }
            Check reason = result.reasons().get(0);
            return reason.code().name() + " " + word(reason.outcome());
        } catch (MalformedEvidenceException e) {
            return e.code().name() + " malformed";
        }
    }

    interface Attempt {
        AttestationResult make() throws MalformedEvidenceException;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> "failed";
            case NOT_ACCEPTED -> "not accepted";
            case NOT_RUN -> "not run";
            case PASSED, NOT_APPLICABLE -> "no reason";
        };
    }
}
