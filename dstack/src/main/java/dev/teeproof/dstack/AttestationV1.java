package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Members;
import dev.teeproof.codec.msgpack.MessagePackReader;
import dev.teeproof.codec.msgpack.MessagePackWriter;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The MessagePack form of an attestation.
 *
 * <pre>
 * { version: 1,
 *   platform: { kind: "tdx", data: { quote: ints, event_log: [ event … ] } }
 *          or { kind: "sev-snp", data: { report: ints, cert_chain: [ ints … ], mr_config: text } },
 *   stack: { kind: "dstack" | "dstack-pod",
 *            data: { report_data: ints, runtime_events: [ { event, payload: bin, version? } … ], config: text,
 *                    report_data_payload: text, for pods } } }
 *
 * event: { imr, event_type, digest: bin, event, event_payload: bin, version?, preimage?, hash_input? }
 * </pre>
 *
 * Written as rmp-serde writes it: {@code ints} are arrays of integers, one a byte. Read more widely: either form of bytes,
 * members in any order, unknown ones ignored.
 */
final class AttestationV1 {

    private static final Map<String, String> UNSUPPORTED = Map.of(
            "gcp-tdx", "Intel TDX on GCP",
            "nitro-enclave", "AWS Nitro Enclaves",
            "aws-nitro-tpm", "AWS NitroTPM");

    private AttestationV1() {}

    static Attestation decode(Bytes bytes) throws MalformedEvidenceException {
        MessagePackReader in = MessagePackReader.of(bytes, "attestation");
        Members<MessagePackReader> top = in.map();
        in.end();
        if (top.required("version").unsigned() != 1) {
            throw fault(Malformation.UNSUPPORTED, "version", "version 1");
        }
        return new Attestation(
                platform(top.required("platform").map()),
                stack(top.required("stack").map()));
    }

    private static Platform platform(Members<MessagePackReader> platform) throws MalformedEvidenceException {
        String kind = platform.required("kind").string();
        if (UNSUPPORTED.containsKey(kind)) {
            throw fault(
                    Malformation.UNSUPPORTED,
                    "platform.kind",
                    "Intel TDX or AMD SEV-SNP; " + UNSUPPORTED.get(kind) + " is not supported yet");
        }
        return switch (kind) {
            case "tdx" -> tdx(platform.required("data").map());
            case "sev-snp" -> snp(platform.required("data").map());
            default -> throw fault(Malformation.BAD_VALUE, "platform.kind", "a platform of dstack");
        };
    }

    private static Platform tdx(Members<MessagePackReader> data) throws MalformedEvidenceException {
        List<TdxEvent> events = new ArrayList<>();
        for (MessagePackReader element : data.required("event_log").array()) {
            events.add(tdxEvent(element.map()));
        }
        return new Platform.Tdx(data.required("quote").bytes(), new TdxEventLog(events));
    }

    private static Platform snp(Members<MessagePackReader> data) throws MalformedEvidenceException {
        List<MessagePackReader> certificates = data.required("cert_chain").array();
        if (certificates.size() > AttestationV0.MAX_CERTIFICATES) {
            throw fault(
                    Malformation.LIMIT_EXCEEDED,
                    "platform.data.cert_chain",
                    "at most " + AttestationV0.MAX_CERTIFICATES + " certificates");
        }
        List<Bytes> certChain = new ArrayList<>();
        for (MessagePackReader certificate : certificates) {
            certChain.add(certificate.bytes());
        }
        return new Platform.Snp(
                data.required("report").bytes(),
                certChain,
                data.required("mr_config").string());
    }

    private static TdxEvent tdxEvent(Members<MessagePackReader> event) throws MalformedEvidenceException {
        Optional<MessagePackReader> digest = event.optional("digest");
        Optional<String> preimage = optionalString(event, "preimage");
        Optional<String> hashInput = optionalString(event, "hash_input");
        TdxEvent.requireAgreed(preimage, hashInput, event.path());
        return new TdxEvent(
                event.required("imr").u32(),
                event.required("event_type").u32(),
                digest.isEmpty() ? Bytes.empty() : digest.get().bytes(),
                event.required("event").string(),
                event.required("event_payload").bytes(),
                version(event),
                preimage,
                hashInput);
    }

    private static Stack stack(Members<MessagePackReader> stack) throws MalformedEvidenceException {
        String kind = stack.required("kind").string();
        if (!kind.equals("dstack") && !kind.equals("dstack-pod")) {
            throw fault(Malformation.BAD_VALUE, "stack.kind", "dstack or dstack-pod");
        }
        Members<MessagePackReader> data = stack.required("data").map();
        List<RuntimeEvent> events = new ArrayList<>();
        for (MessagePackReader element : data.required("runtime_events").array()) {
            Members<MessagePackReader> event = element.map();
            events.add(new RuntimeEvent(
                    event.required("event").string(), event.required("payload").bytes(), version(event)));
        }
        return new Stack(
                data.required("report_data").bytes(),
                new RuntimeLog(events),
                data.required("config").string(),
                kind.equals("dstack")
                        ? Optional.empty()
                        : Optional.of(data.required("report_data_payload").string()));
    }

    private static EventLogVersion version(Members<MessagePackReader> event) throws MalformedEvidenceException {
        Optional<MessagePackReader> version = event.optional("version");
        return version.isEmpty()
                ? EventLogVersion.V1
                : EventLogVersion.of(version.get().unsigned(), event.path() + ".version");
    }

    private static Optional<String> optionalString(Members<MessagePackReader> members, String name)
            throws MalformedEvidenceException {
        Optional<MessagePackReader> member = members.optional(name);
        return member.isEmpty() || member.get().nil()
                ? Optional.empty()
                : Optional.of(member.get().string());
    }

    static Bytes encode(Attestation attestation) {
        MessagePackWriter out = new MessagePackWriter();
        out.map(3).string("version").unsigned(1);
        out.string("platform").map(2).string("kind");
        switch (attestation.platform()) {
            case Platform.Tdx tdx -> {
                out.string("tdx").string("data").map(2);
                out.string("quote").integers(tdx.quote());
                out.string("event_log").array(tdx.eventLog().events().size());
                tdx.eventLog().events().forEach(event -> encode(event, out));
            }
            case Platform.Snp snp -> {
                out.string("sev-snp").string("data").map(3);
                out.string("report").integers(snp.report());
                out.string("cert_chain").array(snp.certChain().size());
                snp.certChain().forEach(out::integers);
                out.string("mr_config").string(snp.mrConfig());
            }
        }
        Stack stack = attestation.stack();
        boolean pod = stack.reportDataPayload().isPresent();
        out.string("stack").map(2).string("kind").string(pod ? "dstack-pod" : "dstack");
        out.string("data").map(pod ? 4 : 3);
        out.string("report_data").integers(stack.reportData());
        out.string("runtime_events").array(stack.runtimeEvents().events().size());
        stack.runtimeEvents().events().forEach(event -> encode(event, out));
        out.string("config").string(stack.config());
        stack.reportDataPayload()
                .ifPresent(payload -> out.string("report_data_payload").string(payload));
        return out.toBytes();
    }

    private static void encode(TdxEvent event, MessagePackWriter out) {
        boolean v2 = event.version() != EventLogVersion.V1;
        int preimages =
                (event.preimage().isPresent() ? 1 : 0) + (event.hashInput().isPresent() ? 1 : 0);
        out.map(5 + (v2 ? 1 : 0) + preimages);
        out.string("imr").unsigned(event.imr());
        out.string("event_type").unsigned(event.eventType());
        out.string("digest").binary(event.digest());
        out.string("event").string(event.event());
        out.string("event_payload").binary(event.eventPayload());
        encode(event.version(), out);
        event.preimage().ifPresent(hex -> out.string("preimage").string(hex));
        event.hashInput().ifPresent(hex -> out.string("hash_input").string(hex));
    }

    private static void encode(RuntimeEvent event, MessagePackWriter out) {
        out.map(event.version() != EventLogVersion.V1 ? 3 : 2);
        out.string("event").string(event.event());
        out.string("payload").binary(event.payload());
        encode(event.version(), out);
    }

    private static void encode(EventLogVersion version, MessagePackWriter out) {
        if (version != EventLogVersion.V1) {
            out.string("version").unsigned(version.number());
        }
    }

    private static MalformedEvidenceException fault(Malformation code, String field, String expected) {
        return new MalformedEvidenceException(code, "attestation." + field, 0, expected);
    }
}
