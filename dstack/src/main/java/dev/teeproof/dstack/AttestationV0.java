package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.scale.ScaleReader;
import dev.teeproof.codec.scale.ScaleWriter;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The SCALE form of an attestation. Versions and preimages of events have no place in it: every event is of version 1.
 *
 * <pre>
 * u8 0                  wrapper
 * u8 platform           0 TDX, 3 AMD SEV-SNP; 1 GCP TDX, 2 AWS Nitro Enclave, 4 AWS NitroTPM are refused by name
 * of TDX:
 *   Vec&lt;u8&gt; quote
 *   Vec&lt;TdxEvent&gt;       u32 imr, u32 event_type, Vec&lt;u8&gt; digest, String event, Vec&lt;u8&gt; event_payload
 * of AMD SEV-SNP:
 *   Vec&lt;u8&gt; report
 *   Vec&lt;Vec&lt;u8&gt;&gt; cert_chain
 *   String mr_config
 * Vec&lt;RuntimeEvent&gt;     String event, Vec&lt;u8&gt; payload
 * [u8; 64] report_data
 * String config
 * </pre>
 */
final class AttestationV0 {

    private static final List<String> PLATFORMS =
            List.of("Intel TDX", "Intel TDX on GCP", "AWS Nitro Enclaves", "AMD SEV-SNP", "AWS NitroTPM");

    static final int REPORT_DATA_SIZE = 64;

    /** More events than any log has; an event in memory takes many times its least size. */
    private static final int MAX_EVENTS = 1 << 16;

    /** More than a chain has. */
    static final int MAX_CERTIFICATES = 8;

    private static final int TDX = 0;
    private static final int SEV_SNP = 3;

    private static final int LEAST_TDX_EVENT = 11;
    private static final int LEAST_CERTIFICATE = 1;
    private static final int LEAST_RUNTIME_EVENT = 2;

    private AttestationV0() {}

    static Attestation decode(Bytes bytes) throws MalformedEvidenceException {
        ScaleReader in = ScaleReader.of(bytes, "attestation");
        in.u8("version");
        Platform platform = platform(in);
        RuntimeLog runtimeEvents = runtimeEvents(in);
        Bytes reportData = in.array("report_data", REPORT_DATA_SIZE);
        String config = in.string("config");
        in.end();
        return new Attestation(platform, new Stack(reportData, runtimeEvents, config, Optional.empty()));
    }

    private static Platform platform(ScaleReader in) throws MalformedEvidenceException {
        int variant = in.u8("platform");
        if (variant >= PLATFORMS.size()) {
            throw in.fault(Malformation.BAD_VALUE, "platform", "a platform, 0 to 4; found " + variant);
        }
        return switch (variant) {
            case TDX -> tdx(in);
            case SEV_SNP -> snp(in);
            default ->
                throw in.fault(
                        Malformation.UNSUPPORTED,
                        "platform",
                        "Intel TDX or AMD SEV-SNP; " + PLATFORMS.get(variant) + " is not supported yet");
        };
    }

    private static Platform tdx(ScaleReader in) throws MalformedEvidenceException {
        Bytes quote = in.vector("quote");
        int count = count(in, "event_log", LEAST_TDX_EVENT);
        List<TdxEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new TdxEvent(
                    in.u32("imr"),
                    in.u32("event_type"),
                    in.vector("digest"),
                    in.string("event"),
                    in.vector("event_payload"),
                    EventLogVersion.V1,
                    Optional.empty()));
        }
        return new Platform.Tdx(quote, new TdxEventLog(events));
    }

    private static Platform snp(ScaleReader in) throws MalformedEvidenceException {
        Bytes report = in.vector("report");
        int count = in.count("cert_chain", LEAST_CERTIFICATE);
        if (count > MAX_CERTIFICATES) {
            throw in.fault(Malformation.LIMIT_EXCEEDED, "cert_chain", "at most " + MAX_CERTIFICATES + " certificates");
        }
        List<Bytes> certChain = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            certChain.add(in.vector("cert_chain"));
        }
        return new Platform.Snp(report, certChain, in.string("mr_config"));
    }

    private static RuntimeLog runtimeEvents(ScaleReader in) throws MalformedEvidenceException {
        int count = count(in, "runtime_events", LEAST_RUNTIME_EVENT);
        List<RuntimeEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new RuntimeEvent(in.string("event"), in.vector("payload"), EventLogVersion.V1));
        }
        return new RuntimeLog(events);
    }

    private static int count(ScaleReader in, String field, int leastSize) throws MalformedEvidenceException {
        int count = in.count(field, leastSize);
        if (count > MAX_EVENTS) {
            throw in.fault(Malformation.LIMIT_EXCEEDED, field, "at most " + MAX_EVENTS + " events");
        }
        return count;
    }

    static Bytes encode(Attestation attestation) {
        ScaleWriter out = new ScaleWriter().u8(0);
        switch (attestation.platform()) {
            case Platform.Tdx tdx -> {
                out.u8(TDX).vector(tdx.quote()).count(tdx.eventLog().events().size());
                for (TdxEvent event : tdx.eventLog().events()) {
                    out.u32(event.imr()).u32(event.eventType()).vector(event.digest());
                    out.string(event.event()).vector(event.eventPayload());
                }
            }
            case Platform.Snp snp -> {
                out.u8(SEV_SNP).vector(snp.report()).count(snp.certChain().size());
                snp.certChain().forEach(out::vector);
                out.string(snp.mrConfig());
            }
        }
        Stack stack = attestation.stack();
        out.count(stack.runtimeEvents().events().size());
        for (RuntimeEvent event : stack.runtimeEvents().events()) {
            out.string(event.event()).vector(event.payload());
        }
        return out.array(stack.reportData()).string(stack.config()).toBytes();
    }
}
