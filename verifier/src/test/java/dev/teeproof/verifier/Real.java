package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.Stack;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.Outcome;
import dev.teeproof.sources.GivenCollateral;
import java.time.Instant;
import java.util.List;

/** Real machines, their collateral, and a verifier for both. */
final class Real {

    static final String LITE = "dstack/tdx-lite-attestation.json";
    static final String LEGACY = "dstack/quote-report.json";
    static final String APRIL = "dcap/collateral/tdx-90c06f000000-2026-04.json";
    static final String FEBRUARY = "dcap/collateral/tdx-90c06f000000-2026-02.json";

    static final Instant LITE_AT = Instant.parse("2026-04-15T12:00:00Z");
    static final Instant LEGACY_AT = Instant.ofEpochSecond(1775001600);

    private Real() {}

    static Evidence evidence(String file) throws MalformedEvidenceException {
        return Evidence.read(Bytes.copyOf(Conformance.bytes(file)));
    }

    private static Attestation attestation(String file) throws MalformedEvidenceException {
        return switch (evidence(file)) {
            case Evidence.DstackTdx dstack -> dstack.attestation();
            case Evidence.DstackSnp snp -> snp.attestation();
            case Evidence.BareQuote bare -> throw new AssertionError(file + " is no attestation");
            case Evidence.BareReport bare -> throw new AssertionError(file + " is no attestation");
        };
    }

    static Attestation lite() throws MalformedEvidenceException {
        return attestation(LITE);
    }

    static Attestation legacy() throws MalformedEvidenceException {
        return attestation(LEGACY);
    }

    static Collateral collateral(String file) throws MalformedEvidenceException {
        return Collateral.readContainer(Bytes.copyOf(Conformance.bytes(file)), file);
    }

    static AttestationResult verify(Evidence evidence, Collateral collateral, Instant at) {
        return Verifier.builder()
                .endorsements(new GivenCollateral(List.of(collateral)))
                .build()
                .verify(evidence, at);
    }

    /** Over the wire and back, so that what is verified is what can be sent. */
    static AttestationResult verifyLite(Attestation attestation) throws MalformedEvidenceException {
        return verify(Evidence.read(attestation.encode()), collateral(APRIL), LITE_AT);
    }

    static AttestationResult verifyLegacy(Attestation attestation) throws MalformedEvidenceException {
        return verify(Evidence.read(attestation.encode()), collateral(APRIL), LEGACY_AT);
    }

    static Platform.Tdx tdx(Attestation attestation) {
        return switch (attestation.platform()) {
            case Platform.Tdx tdx -> tdx;
            case Platform.Snp snp -> throw new AssertionError("an attestation of an SNP guest");
        };
    }

    static Attestation withQuote(Attestation attestation, Bytes quote) {
        return new Attestation(new Platform.Tdx(quote, tdx(attestation).eventLog()), attestation.stack());
    }

    static Attestation withLog(Attestation attestation, TdxEventLog log) {
        return new Attestation(new Platform.Tdx(tdx(attestation).quote(), log), attestation.stack());
    }

    static Attestation withConfig(Attestation attestation, String config) {
        Stack stack = attestation.stack();
        return new Attestation(
                attestation.platform(),
                new Stack(stack.reportData(), stack.runtimeEvents(), config, stack.reportDataPayload()));
    }

    /** The first check that failed. */
    static CheckCode firstFailure(AttestationResult result) {
        return result.checks().stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing failed: " + result.verdict()))
                .code();
    }
}
