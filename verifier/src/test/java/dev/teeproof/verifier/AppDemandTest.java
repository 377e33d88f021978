package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.ExpectedReport;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dstack.ExpectedApp;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.SnpMachineBlueprint;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.render.Ink;
import dev.teeproof.verifier.render.ResultPage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever demands an event, an app or report data of a machine has no other one affirmed. */
class AppDemandTest {

    private static final Bytes EXT4 = Bytes.utf8("ext4");

    private static TdxBlueprint machine() {
        return TdxBlueprint.of(1, SimulatedMachineTest.AT);
    }

    private static Bytes composeHash() {
        return machine()
                .build()
                .attestation()
                .stack()
                .runtimeEvents()
                .events()
                .get(2)
                .payload();
    }

    private static AppraisalPolicy policy(ExpectedApp app) {
        return AppraisalPolicy.STRICT.with(app);
    }

    private static AttestationResult verify(TdxBlueprint machine, ExpectedApp app) throws Exception {
        return SimulatedMachineTest.verify(machine.build(), policy(app));
    }

    private static AttestationResult verify(SnpMachineBlueprint machine, ExpectedApp app) throws Exception {
        return SnpCase.verify(machine.build(), SnpCase.roots(SnpProduct.MILAN), policy(app));
    }

    private static void refused(AttestationResult result, String code, String words) {
        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(result.reasons().get(0))
                .returns(code, check -> check.code().name())
                .returns(Outcome.FAILED, Check::outcome);
        assertThat(result.reasons().get(0).statement()).contains(words);
    }

    private static ExpectedApp event(String name, Bytes payload) {
        return ExpectedApp.ANY.withEvent(name, payload);
    }

    private static UnaryOperator<List<RuntimeEvent>> adding(
            int index, String name, Bytes payload, EventLogVersion version) {
        return events -> {
            events.add(index, new RuntimeEvent(name, payload, version));
            return events;
        };
    }

    @ParameterizedTest
    @EnumSource(EventLogVersion.class)
    void aMachineIsAffirmedOnItsComposeHashAloneInEitherVersion(EventLogVersion version) throws Exception {
        AttestationResult result = verify(machine().eventVersions(version), event("compose-hash", composeHash()));

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.checks())
                .filteredOn(check -> check.code().name().equals("REQUIRED_EVENT"))
                .singleElement()
                .returns(Outcome.PASSED, Check::outcome);
        assertThat(result.claim(ClaimName.COMPOSE_HASH).orElseThrow().proof())
                .isInstanceOfSatisfying(Proof.MatchesReference.class, matching -> {
                    assertThat(matching.source()).isEqualTo("the policy");
                    assertThat(matching.value()).isInstanceOf(Proof.ReplayedTo.class);
                    assertThat(matching.trustAnchor()).isPresent();
                });
        assertThat(result.claim(ClaimName.APP_ID).orElseThrow().proof()).isInstanceOf(Proof.ReplayedTo.class);
        assertThat(ResultPage.of(result, Ink.PLAIN))
                .contains("the one that the policy expects; event 3 of the runtime log, replayed to RTMR3");
    }

    @ParameterizedTest
    @EnumSource(EventLogVersion.class)
    void eachRefusalNamesTheEventAndBothValues(EventLogVersion version) throws Exception {
        TdxBlueprint machine = machine().eventVersions(version);
        int ready = 7;

        refused(
                verify(machine, event("storage-fs", Bytes.utf8("zfs"))),
                "REQUIRED_EVENT",
                "the event storage-fs: expected 7a6673, actual 65787434");
        refused(
                verify(machine, event("gpu-attestation", EXT4)),
                "REQUIRED_EVENT",
                "the event gpu-attestation: expected 65787434, actual not in the log");
        refused(
                verify(machine.runtime(adding(ready + 1, "late", EXT4, version)), event("late", EXT4)),
                "REQUIRED_EVENT",
                "the event late: expected 65787434, actual not in the log before system-ready, only behind it");
        refused(
                verify(machine.runtime(adding(ready, "storage-fs", EXT4, version)), event("storage-fs", EXT4)),
                "REQUIRED_EVENT",
                "the event storage-fs: expected 65787434, actual stands 2 times in the log before system-ready");
        refused(
                verify(
                        machine.runtime(events -> {
                            events.remove(ready);
                            return events;
                        }),
                        event("storage-fs", EXT4)),
                "REQUIRED_EVENT",
                "the event storage-fs: expected 65787434, actual unknown: the log has no system-ready");
    }

    @Test
    void aNameWithAColonIsAmbiguousInTheFirstVersionAndClearInTheSecond() throws Exception {
        ExpectedApp demand = event("a:b", Bytes.utf8("c"));
        TdxBlueprint second = machine().runtime(adding(3, "a:b", Bytes.utf8("c"), EventLogVersion.V2));
        TdxBlueprint first = machine().runtime(adding(3, "a:b", Bytes.utf8("c"), EventLogVersion.V1));
        TdxBlueprint split = machine().runtime(adding(3, "a", Bytes.utf8("b:c"), EventLogVersion.V1));

        assertThat(verify(second, demand).verdict()).isEqualTo(Verdict.AFFIRMING);
        refused(verify(first, demand), "EVENT_NAME_AMBIGUOUS", "a:b");
        refused(verify(split, demand), "REQUIRED_EVENT", "the event a:b: expected 63, actual ambiguous");
    }

    @Test
    void theComposeFileIsThatOfTheMachineOrAnotherOne() throws Exception {
        AttestationResult right = verify(machine(), ExpectedApp.ANY.withComposeHash(composeHash()));

        assertThat(right.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(right.claim(ClaimName.APP_ID).orElseThrow().proof()).isInstanceOf(Proof.MatchesReference.class);
        refused(
                verify(machine(), ExpectedApp.ANY.withComposeHash(Bytes.zeros(32))),
                "EXPECTED_COMPOSE_HASH",
                "expected " + Bytes.zeros(32) + ", actual " + composeHash());
    }

    @Test
    void anAppIdOfItsOwnHasToBeNamed() throws Exception {
        Bytes own = Bytes.ofRepeated(7, 20);
        TdxBlueprint custom = machine().runtime(events -> {
            events.set(1, new RuntimeEvent("app-id", own, EventLogVersion.V1));
            return events;
        });
        ExpectedApp compose = ExpectedApp.ANY.withComposeHash(composeHash());

        refused(verify(custom, compose), "EXPECTED_APP_ID", "actual " + own);
        assertThat(verify(custom, compose.withAppId(own)).verdict()).isEqualTo(Verdict.AFFIRMING);
    }

    @Test
    void theCheckIsPlannedOnlyWhereItIsAskedFor() throws Exception {
        assertThat(verify(machine(), ExpectedApp.ANY).checks())
                .extracting(check -> check.code().name())
                .doesNotContain("REQUIRED_EVENT", "EXPECTED_COMPOSE_HASH", "EXPECTED_APP_ID");
        assertThat(verify(machine().forged(TdxBlueprint.Signed.QUOTE), event("x", EXT4))
                        .checks())
                .filteredOn(check -> check.code().name().equals("REQUIRED_EVENT"))
                .singleElement()
                .returns(Outcome.NOT_RUN, Check::outcome);
    }

    @Test
    void ofAnSnpGuestTheBoundDocumentIsJudged() throws Exception {
        SnpMachineBlueprint machine = SnpCase.machine(SnpProduct.MILAN);
        AttestationResult plain = verify(machine, ExpectedApp.ANY);
        Bytes compose = Bytes.hex(
                plain.claim(ClaimName.COMPOSE_HASH).orElseThrow().value().toString());
        AttestationResult right = verify(machine, ExpectedApp.ANY.withComposeHash(compose));

        assertThat(right.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(right.claim(ClaimName.COMPOSE_HASH).orElseThrow().proof())
                .isInstanceOfSatisfying(
                        Proof.MatchesReference.class,
                        matching -> assertThat(matching.value()).isInstanceOf(Proof.CommittedBy.class));
        assertThat(right.claim(ClaimName.APP_ID).orElseThrow().proof()).isInstanceOf(Proof.MatchesReference.class);
        refused(
                verify(machine, ExpectedApp.ANY.withComposeHash(Bytes.zeros(32))),
                "EXPECTED_COMPOSE_HASH",
                "expected " + Bytes.zeros(32) + ", actual " + compose);
        refused(
                verify(machine, ExpectedApp.ANY.withAppId(Bytes.zeros(20))),
                "EXPECTED_APP_ID",
                "expected " + Bytes.zeros(20) + ", actual " + compose.slice(0, 20));
        refused(
                verify(
                        machine.mrConfig("\"app_id\":\"" + compose.slice(0, 20) + "\",", ""),
                        ExpectedApp.ANY.withComposeHash(compose)),
                "EXPECTED_APP_ID",
                "actual none in mr_config");
    }

    /** Although old guests send the events, and the right one is among them. */
    @Test
    void ofAnSnpGuestNoEventIsEverFound() throws Exception {
        refused(
                verify(SnpCase.machine(SnpProduct.MILAN), event("storage-fs", EXT4)),
                "REQUIRED_EVENT",
                "SEV-SNP has no register that binds the runtime events of a guest");
    }

    @Test
    void aBareQuoteAndABareReportHaveNothingToLookAt() throws Exception {
        ExpectedApp all = event("storage-fs", EXT4).withComposeHash(composeHash());
        SimulatedTdx machine = machine().build();
        AttestationResult quote = Verifier.builder()
                .trustAnchors(TrustAnchors.intel().and(List.of(machine.root())))
                .endorsements(new GivenCollateral(List.of(machine.collateral())))
                .policy(policy(all))
                .build()
                .verify(Evidence.read(machine.quote()), SimulatedMachineTest.AT);
        AttestationResult report =
                SnpCase.verify(SnpCase.report(SnpProduct.MILAN).mint(), SnpCase.roots(SnpProduct.MILAN), policy(all));

        for (AttestationResult result : List.of(quote, report)) {
            assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
            assertThat(result.reasons())
                    .extracting(check -> check.code().name())
                    .containsExactly("REQUIRED_EVENT", "EXPECTED_COMPOSE_HASH", "EXPECTED_APP_ID");
        }
        assertThat(quote.reasons().get(0).statement())
                .isEqualTo("the policy demands the events storage-fs=65787434, and a bare quote has no event log");
        assertThat(report.reasons().get(0).statement()).endsWith("a bare report has no mr_config");
    }

    /** All 64 bytes are compared: a prefix is no match, and zeros are not wildcards. */
    @ParameterizedTest
    @CsvSource({"0102, 0102, true", "0102, 010200, true", "0102, 01, false", "01, 0102, false", "0102, 0202, false"})
    void reportDataIsComparedWhole(String sent, String demanded, boolean affirmed) throws Exception {
        AppraisalPolicy policy = AppraisalPolicy.STRICT;
        policy = policy.with(policy.quote()
                        .with(ExpectedReport.ANY.with(ExpectedReport.Field.REPORT_DATA, Bytes.hex(demanded))))
                .with(SnpDemand.expecting(policy.snp(), ExpectedGuest.Field.REPORT_DATA, demanded));
        AttestationResult tdx = SimulatedMachineTest.verify(
                machine().reportData(Bytes.hex(sent)).build(), policy);
        AttestationResult snp = SnpCase.verify(
                SnpCase.machine(SnpProduct.MILAN)
                        .platform(platform -> platform.reportData(Bytes.hex(sent)))
                        .build(),
                SnpCase.roots(SnpProduct.MILAN),
                policy);

        for (AttestationResult result : List.of(tdx, snp)) {
            if (affirmed) {
                assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
            } else {
                refused(result, "EXPECTED_REPORT_DATA", "");
                assertThat(result.reasons().get(0).expected())
                        .contains(demanded + "00".repeat(64 - demanded.length() / 2));
                assertThat(result.reasons().get(0).actual()).contains(sent + "00".repeat(64 - sent.length() / 2));
            }
        }
    }
}
