package dev.teeproof.attester.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.clients.AgentConnection.Answer;
import dev.teeproof.attester.clients.RunningMachine;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.ClaimValue;
import dev.teeproof.result.Verdict;
import dev.teeproof.verifier.Evidence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a compose file over a boot, events and a quote to the verdict of a verifier that fetches what it needs. */
@Timeout(120)
class EndToEndTest {

    private static final Bytes REPORT_DATA = Bytes.ofRepeated(0x4e, 64);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void whatWasMeasuredIsProvenUnderTheSimulationsRootAlone(EventLogVersion version) throws Exception {
        try (RunningMachine machine = RunningMachine.withAppEvents(directory, version)) {
            Bytes bytes = machine.attest(REPORT_DATA, false);
            AttestationResult result = machine.verify(bytes);

            assertThat(result.reasons()).isEmpty();
            assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
            Bytes composeHash = AppCompose.composeHash(RunningMachine.compose(version.number()));
            assertThat(result.claim(ClaimName.COMPOSE_HASH).orElseThrow().value())
                    .isEqualTo(new ClaimValue.Octets(composeHash));
            assertThat(result.claim(ClaimName.COMPOSE_HASH)
                            .orElseThrow()
                            .proof()
                            .trustAnchor())
                    .isPresent();

            AttestationResult intels = machine.verifier()
                    .trustAnchors(TrustAnchors.intel())
                    .build()
                    .verify(Evidence.read(bytes), RunningMachine.AT);
            assertThat(RunningMachine.reason(intels)).isEqualTo("PCK_CHAIN_UNTRUSTED");
        }
    }

    /** Version 2 needs MessagePack; version 1 fits into the older form, in which hash inputs have no place. */
    @Test
    void theWireFormFollowsTheVersionOfTheEvents() throws Exception {
        try (RunningMachine machine = RunningMachine.withAppEvents(directory.resolve("1"), EventLogVersion.V1)) {
            Bytes without = machine.attest(REPORT_DATA, false);
            Bytes with = machine.attest(REPORT_DATA, true);

            assertThat(without.at(0)).isZero();
            assertThat(Attestation.decode(without).encode()).isEqualTo(without);
            assertThat(Attestation.decode(with).encode()).isEqualTo(with);
            assertThat(with).isEqualTo(without);
        }
        try (RunningMachine machine = RunningMachine.withAppEvents(directory.resolve("2"), EventLogVersion.V2)) {
            Bytes bytes = machine.attest(REPORT_DATA, true);

            assertThat(bytes.at(0)).as("a map of three").isEqualTo(0x83);
            assertThat(Attestation.decode(bytes).encode()).isEqualTo(bytes);
            assertThat(machine.verify(bytes).reasons()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withHashInputsEachRuntimeEventCarriesTheBytesThatWereHashed(EventLogVersion version) throws Exception {
        try (RunningMachine machine = RunningMachine.withAppEvents(directory, version)) {
            Answer answer =
                    machine.call("GetQuote", "{\"report_data\":\"" + REPORT_DATA + "\",\"include_hash_inputs\":true}");
            TdxEventLog log = log(answer.json());
            List<TdxEvent> runtime =
                    log.events().stream().filter(TdxEvent::isRuntime).toList();
            List<TdxEvent> boot =
                    log.events().stream().filter(event -> !event.isRuntime()).toList();

            assertThat(runtime).hasSizeGreaterThan(8).allSatisfy(event -> {
                Bytes input = Bytes.hex(event.hashInput().orElseThrow());
                assertThat(Digest.SHA_384.of(input)).isEqualTo(event.digest());
                assertThat(event.version()).isEqualTo(version);
                assertThat(event.preimage())
                        .isEqualTo(version == EventLogVersion.V2 ? event.hashInput() : Optional.empty());
            });
            assertThat(runtime.getLast().event()).isEqualTo("a \"quoted\" näme");
            assertThat(boot).hasSizeGreaterThan(3).allSatisfy(event -> {
                assertThat(event.hashInput()).isEmpty();
                assertThat(event.preimage()).isEmpty();
            });
            assertThat(log.replay(3)).isEqualTo(answer.json().hex("quote").slice(520, 568));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutHashInputsNoEventCarriesAny(EventLogVersion version) throws Exception {
        try (RunningMachine machine = RunningMachine.withAppEvents(directory, version)) {
            TdxEventLog log =
                    log(machine.call("GetQuote", "{\"report_data\":\"00\"}").json());

            assertThat(log.events())
                    .allSatisfy(event -> assertThat(event.hashInput()).isEmpty());
            assertThat(log.events().stream().filter(event -> event.preimage().isPresent()))
                    .hasSize(
                            version == EventLogVersion.V2
                                    ? log.runtimeEvents().events().size()
                                    : 0);
        }
    }

    @Test
    void anSnpMachineHandsOutItsAttestationAndNoQuote() throws Exception {
        SimulationPlan plan = new SimulationPlan(
                TeeKind.SNP,
                Optional.of(RunningMachine.compose(2)),
                Optional.of(RunningMachine.SEED),
                Optional.empty(),
                OptionalInt.empty(),
                false);
        try (RunningMachine machine = RunningMachine.start(directory, plan)) {
            JsonObject quote = machine.call("GetQuote", "{\"report_data\":\"" + REPORT_DATA + "\"}")
                    .json();
            Bytes attested = machine.attest(REPORT_DATA, true);

            assertThat(quote.string("quote")).isEmpty();
            assertThat(quote.string("event_log")).isEmpty();
            assertThat(quote.hex("report_data")).isEqualTo(REPORT_DATA);
            for (Bytes bytes : List.of(quote.hex("attestation"), attested)) {
                Attestation attestation = Attestation.decode(bytes);
                assertThat(attestation.platform()).isInstanceOf(Platform.Snp.class);
                AttestationResult result = machine.verify(bytes);
                assertThat(result.reasons()).isEmpty();
                assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
                assertThat(result.claim(ClaimName.COMPOSE_HASH).orElseThrow().value())
                        .isEqualTo(new ClaimValue.Octets(AppCompose.composeHash(RunningMachine.compose(2))));
            }
        }
    }

    private static TdxEventLog log(JsonObject quote) throws MalformedEvidenceException {
        return TdxEventLog.readJson(Bytes.utf8(quote.string("event_log")), "event_log");
    }
}
