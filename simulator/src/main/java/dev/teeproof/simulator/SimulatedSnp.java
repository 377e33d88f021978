package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.codec.msgpack.MessagePackWriter;
import dev.teeproof.codec.scale.ScaleWriter;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A simulated dstack machine with SEV-SNP as its blueprint says: launched, minted, signed.
 *
 * @param report the report with its endorsements
 * @param certChain the certificates in the attestation
 * @param mrConfig the document that is sent
 * @param vmConfig the text of the VM configuration that is sent
 * @param attestationV0 the dstack attestation in SCALE; empty for a pod, which that form has no place for
 * @param attestationV1 the same in MessagePack
 */
public record SimulatedSnp(
        SimulatedReport report,
        List<Bytes> certChain,
        String mrConfig,
        String vmConfig,
        Optional<Bytes> attestationV0,
        Bytes attestationV1) {

    private static final int SEV_SNP = 3;

    public SimulatedSnp {
        certChain = List.copyOf(certChain);
    }

    /** The attestation as a guest sends it: V0 where that form has place for it. */
    public Bytes attestation() {
        return attestationV0.orElse(attestationV1);
    }

    /** Its evidence as the body of dstack's {@code POST /verify}. */
    public Bytes request() {
        Map<String, JsonValue> request =
                Map.of("attestation", new JsonString(attestation().toHex()));
        return Bytes.utf8(Json.write(JsonObject.of(request)));
    }

    static SimulatedSnp of(SnpMachineBlueprint plan) {
        SnpBlueprint launched = plan.launched();
        SimulatedReport report = launched.mint();
        List<Bytes> chain = certChain(plan, report);
        String mrConfig = plan.sentMrConfig.orElse(plan.mrConfig);
        String vmConfig = plan.vmConfig();
        Bytes reportData = plan.statedReportData.orElse(launched.report.reportData);
        List<RuntimeEvent> events = plan.runtime.events();
        Optional<Bytes> v0 = plan.pod.isPresent()
                ? Optional.empty()
                : Optional.of(v0(report.report(), chain, mrConfig, events, reportData, vmConfig));
        return new SimulatedSnp(
                report,
                chain,
                mrConfig,
                vmConfig,
                v0,
                v1(report.report(), chain, mrConfig, events, reportData, vmConfig, plan.pod));
    }

    private static List<Bytes> certChain(SnpMachineBlueprint plan, SimulatedReport report) {
        return switch (plan.certChain) {
            case NONE -> List.of();
            case DER -> List.of(report.issuer(), report.vek());
            case PEM -> List.of(pem(report.issuer()), pem(report.vek()));
            case TABLE -> List.of(report.table());
        };
    }

    private static Bytes pem(Bytes der) {
        return Bytes.utf8(MintedPki.pem("CERTIFICATE", der));
    }

    /** Versions of events have no place in it. */
    private static Bytes v0(
            Bytes report,
            List<Bytes> chain,
            String mrConfig,
            List<RuntimeEvent> events,
            Bytes reportData,
            String vmConfig) {
        ScaleWriter out = new ScaleWriter().u8(0).u8(SEV_SNP).vector(report).count(chain.size());
        chain.forEach(out::vector);
        out.string(mrConfig).count(events.size());
        events.forEach(event -> out.string(event.event()).vector(event.payload()));
        return out.array(reportData).string(vmConfig).toBytes();
    }

    private static Bytes v1(
            Bytes report,
            List<Bytes> chain,
            String mrConfig,
            List<RuntimeEvent> events,
            Bytes reportData,
            String vmConfig,
            Optional<String> pod) {
        MessagePackWriter out = new MessagePackWriter();
        out.map(3).string("version").unsigned(1);
        out.string("platform").map(2).string("kind").string("sev-snp");
        out.string("data").map(3).string("report").integers(report);
        out.string("cert_chain").array(chain.size());
        chain.forEach(out::integers);
        out.string("mr_config").string(mrConfig);
        out.string("stack").map(2).string("kind").string(pod.isPresent() ? "dstack-pod" : "dstack");
        out.string("data").map(pod.isPresent() ? 4 : 3);
        out.string("report_data").integers(reportData);
        out.string("runtime_events").array(events.size());
        for (RuntimeEvent event : events) {
            out.map(2).string("event").string(event.event());
            out.string("payload").binary(event.payload());
        }
        out.string("config").string(vmConfig);
        pod.ifPresent(payload -> out.string("report_data_payload").string(payload));
        return out.toBytes();
    }
}
