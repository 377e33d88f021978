package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.Fault;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.sources.GivenCollateral;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedMachineTest {

    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    static AttestationResult verify(SimulatedTdx machine, AppraisalPolicy policy) throws MalformedEvidenceException {
        return Verifier.builder()
                .trustAnchors(TrustAnchors.intel().and(List.of(machine.root())))
                .endorsements(new GivenCollateral(List.of(machine.collateral())))
                .policy(policy)
                .build()
                .verify(Evidence.read(machine.request()), AT);
    }

    static AttestationResult verify(SimulatedTdx machine) throws MalformedEvidenceException {
        return verify(machine, AppraisalPolicy.STRICT);
    }

    @Test
    void aMachineWithNothingWrongIsAffirmedUnderItsOwnRoot() throws MalformedEvidenceException {
        AttestationResult result = verify(TdxBlueprint.of(1, AT).build());

        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        for (Claim claim : result.claims()) {
            claim.proof()
                    .trustAnchor()
                    .ifPresent(anchor -> assertThat(anchor.name())
                            .startsWith("Simulated SGX Root CA (a root of the caller's, SPKI SHA-256 "));
        }
        assertThat(result.claim(ClaimName.COMPOSE_HASH).orElseThrow().proof().trustAnchor())
                .isPresent();
    }

    @Test
    void withoutItsRootItIsContraindicated() throws MalformedEvidenceException {
        SimulatedTdx machine = TdxBlueprint.of(1, AT).build();
        AttestationResult result = Verifier.builder()
                .endorsements(new GivenCollateral(List.of(machine.collateral())))
                .build()
                .verify(Evidence.read(machine.request()), AT);

        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(result.reasons().get(0).code().name()).isEqualTo("PCK_CHAIN_UNTRUSTED");
        assertThat(result.claims())
                .allMatch(claim -> claim.proof().trustAnchor().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTE_FORGED, QUOTE_SIGNATURE, CONTRAINDICATED",
        "QE_REPORT_FORGED, QE_REPORT_SIGNATURE, CONTRAINDICATED",
        "ATTESTATION_KEY_SWAPPED, QE_REPORT_DATA, CONTRAINDICATED",
        "STRANGE_ROOT, PCK_CHAIN_UNTRUSTED, CONTRAINDICATED",
        "PCK_EXPIRED, CERT_EXPIRED, CONTRAINDICATED",
        "PCK_REVOKED, PCK_REVOKED, CONTRAINDICATED",
        "PCK_CA_REVOKED, CA_REVOKED, CONTRAINDICATED",
        "TCB_SIGNER_REVOKED, SIGNER_REVOKED, CONTRAINDICATED",
        "CRL_EXPIRED, CRL_EXPIRED, CONTRAINDICATED",
        "CRL_OF_THE_FUTURE, CRL_NOT_YET_VALID, CONTRAINDICATED",
        "CRL_FORGED, CRL_SIGNATURE, CONTRAINDICATED",
        "TCB_INFO_FORGED, TCB_INFO_SIGNATURE, CONTRAINDICATED",
        "TCB_INFO_EXPIRED, TCB_INFO_EXPIRED, CONTRAINDICATED",
        "TCB_INFO_OF_THE_FUTURE, TCB_INFO_NOT_YET_VALID, CONTRAINDICATED",
        "TCB_INFO_OF_ANOTHER_PLATFORM, TCB_INFO_MISMATCH, CONTRAINDICATED",
        "QE_IDENTITY_FORGED, QE_IDENTITY_SIGNATURE, CONTRAINDICATED",
        "QE_NOT_THE_IDENTITYS, QE_MRSIGNER, CONTRAINDICATED",
        "QE_UNDER_DEBUG, QE_ATTRIBUTES, CONTRAINDICATED",
        "QE_OUT_OF_DATE, TCB_STATUS_REJECTED, WARNING",
        "TCB_OUT_OF_DATE, TCB_STATUS_REJECTED, WARNING",
        "TCB_REVOKED, TCB_REVOKED, CONTRAINDICATED",
        "TCB_UNKNOWN, TCB_NOT_SUPPORTED, CONTRAINDICATED",
        "WRONG_MODULE, TDX_MODULE_MISMATCH, CONTRAINDICATED",
        "MODULE_OUT_OF_DATE, TCB_STATUS_REJECTED, WARNING",
        "DEBUG, WORKLOAD_DEBUG, CONTRAINDICATED",
        "SEPT_VE, TD_SEPT_VE_DISABLE, WARNING",
        "MIGRATABLE, TD_MIGRATABLE, WARNING",
        "REPORT_DATA_OF_SOMEBODY_ELSE, REPORT_DATA, CONTRAINDICATED",
        "TORN_LOG, RTMR3_REPLAY, CONTRAINDICATED",
        "EVENT_CHANGED, RTMR3_REPLAY, CONTRAINDICATED",
        "EVENTS_REORDERED, RTMR3_REPLAY, CONTRAINDICATED",
        "DUPLICATE_EVENT, EVENT_DUPLICATE, CONTRAINDICATED",
        "EVENT_NAME_RESPLIT, EVENT_NAME_AMBIGUOUS, CONTRAINDICATED",
        "NO_APP, APP_IDENTITY, WARNING",
        "NO_SYSTEM_READY, APP_IDENTITY, WARNING",
        "BOOT_EVENT_CHANGED, RTMR2_REPLAY, CONTRAINDICATED",
        "ANOTHER_IMAGE, MRTD_MISMATCH, CONTRAINDICATED",
        "IMAGE_HASH_CHANGED, OS_IMAGE_HASH, CONTRAINDICATED",
        "MEMORY_SIZE_CHANGED, RTMR0_MISMATCH, CONTRAINDICATED",
    })
    void eachFaultIsFoundByTheCheckThatLooksForIt(Fault fault, String code, Verdict verdict)
            throws MalformedEvidenceException {
        AttestationResult result = verify(fault.in(TdxBlueprint.of(2, AT)).build());

        assertThat(result.reasons().get(0).code().name()).isEqualTo(code);
        assertThat(result.verdict()).isEqualTo(verdict);
    }

    @Test
    void everyFaultHasItsLineAbove() throws NoSuchMethodException {
        CsvSource table = SimulatedMachineTest.class
                .getDeclaredMethod("eachFaultIsFoundByTheCheckThatLooksForIt", Fault.class, String.class, Verdict.class)
                .getAnnotation(CsvSource.class);

        assertThat(table.value()).hasSameSizeAs(Fault.values());
    }
}
