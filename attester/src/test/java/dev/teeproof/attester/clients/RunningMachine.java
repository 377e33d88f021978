package dev.teeproof.attester.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.clients.AgentConnection.Answer;
import dev.teeproof.attester.simulation.Simulation;
import dev.teeproof.attester.simulation.SimulationException;
import dev.teeproof.attester.simulation.SimulationPlan;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.sources.AssembledCollateral;
import dev.teeproof.sources.KdsClient;
import dev.teeproof.sources.PcsClient;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A simulation that runs, how it is asked over its socket, and a verifier that trusts nothing but its root. */
public final class RunningMachine implements AutoCloseable {

    /** When everything happens. */
    public static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    public static final Bytes SEED = Bytes.of(0x5e, 0xed);
    public static final String VERSION = "1.2.3-test";

    /** What a machine without a seed gets. */
    public static final Bytes FRESH = Bytes.of(7);

    private final Simulation simulation;
    private final TeeKind kind;
    private final Path directory;

    private RunningMachine(Simulation simulation, TeeKind kind, Path directory) {
        this.simulation = simulation;
        this.kind = kind;
        this.directory = directory;
    }

    /** A compose file whose events are of a version. */
    public static Bytes compose(int eventLogVersion) {
        return Bytes.utf8("{\"manifest_version\":2,\"name\":\"tested\",\"runner\":\"docker-compose\","
                + "\"docker_compose_file\":\"services: {}\\n\",\"event_log_version\":" + eventLogVersion + "}");
    }

    /** A plan with nothing unusual. */
    public static SimulationPlan plan(TeeKind kind) {
        return new SimulationPlan(
                kind, Optional.empty(), Optional.of(SEED), Optional.empty(), OptionalInt.empty(), false);
    }

    /** A machine whose app has measured two events, one of them with a name that JSON escapes. */
    public static RunningMachine withAppEvents(Path directory, EventLogVersion version) throws Exception {
        RunningMachine machine = RunningMachine.tdx(directory, RunningMachine.compose(version.number()));
        machine.emit("greeting", "hello");
        machine.emit("a \\\"quoted\\\" näme", "");
        return machine;
    }

    public static RunningMachine tdx(Path directory) throws SimulationException {
        return start(directory, plan(TeeKind.TDX));
    }

    public static RunningMachine tdx(Path directory, Bytes compose) throws SimulationException {
        return start(
                directory,
                new SimulationPlan(
                        TeeKind.TDX,
                        Optional.of(compose),
                        Optional.of(SEED),
                        Optional.empty(),
                        OptionalInt.empty(),
                        false));
    }

    public static RunningMachine start(Path directory, SimulationPlan plan) throws SimulationException {
        return new RunningMachine(Simulation.start(directory, plan, AT, FRESH, VERSION), plan.kind(), directory);
    }

    public Simulation simulation() {
        return simulation;
    }

    /** Calls a method over the socket; the status is the caller's to look at. */
    public Answer call(String method, String body) throws IOException {
        try (AgentConnection connection = AgentConnection.to(simulation.socket())) {
            return connection.post("/" + method, body);
        }
    }

    /** Measures an event, which must be taken. */
    public void emit(String name, String payload) throws IOException {
        Answer answer = call(
                "EmitEvent",
                "{\"event\":\"" + name + "\",\"payload\":\""
                        + Bytes.utf8(payload).toHex() + "\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    /** The bytes of an attestation. */
    public Bytes attest(Bytes reportData, boolean hashInputs) throws IOException, MalformedEvidenceException {
        Answer answer = call(
                "Attest",
                "{\"report_data\":\"" + reportData.toHex() + "\",\"include_hash_inputs\":" + hashInputs + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().hex("attestation");
    }

    /** What a verifier says that trusts this machine's root alone, and fetches what it needs from the machine's services. */
    public AttestationResult verify(Bytes evidence) throws IOException, MalformedEvidenceException {
        return verifier().build().verify(Evidence.read(evidence), AT);
    }

    public AttestationResult verify(Attestation attestation) throws IOException, MalformedEvidenceException {
        return verify(attestation.encode());
    }

    /** The code of the check that a verdict is due to; {@code nothing} for an affirming one. */
    public static String reason(AttestationResult result) {
        return result.reasons().isEmpty()
                ? "nothing"
                : result.reasons().get(0).code().name();
    }

    /** As such a verifier, to be changed. */
    public Verifier.Builder verifier() throws IOException, MalformedEvidenceException {
        Bytes root = Bytes.copyOf(Files.readAllBytes(directory.resolve("root_ca.der")));
        InstantSource clock = InstantSource.fixed(AT);
        return switch (kind) {
            case TDX ->
                Verifier.builder()
                        .trustAnchors(TrustAnchors.of(List.of(Certificate.read(root, "root"))))
                        .endorsements(AssembledCollateral.of(
                                Optional.empty(),
                                PcsClient.at(simulation.pccsUrl().toString(), clock)
                                        .insecureAllowHttp()
                                        .build()));
            case SNP ->
                Verifier.builder()
                        .trustAnchors(AmdTrustAnchors.of(
                                List.of(Certificate.read(root, CertificateProfile.RSA_PSS_SHA384, "root"))))
                        .endorsements(KdsClient.at(simulation.kdsUrl().toString(), clock)
                                .insecureAllowHttp()
                                .build());
        };
    }

    @Override
    public void close() {
        simulation.close();
    }
}
