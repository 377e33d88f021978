package dev.teeproof.attester.agent;

import dev.teeproof.attester.guest.BootTimeEvents;
import dev.teeproof.attester.guest.CocoLog;
import dev.teeproof.attester.guest.Guest;
import dev.teeproof.attester.guest.GuestInfo;
import dev.teeproof.attester.guest.GuestLog;
import dev.teeproof.attester.rpc.Field;
import dev.teeproof.attester.rpc.Message;
import dev.teeproof.attester.rpc.Method;
import dev.teeproof.attester.rpc.RpcException;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the agent can be asked: dstack's services {@code DstackGuest} and, for older apps, {@code Tappd}, whose names do not meet but in
 * {@code Info} and {@code Version}, which are the same.
 *
 * @see "dstack, guest agent RPC"
 */
record GuestMethods(Guest guest, Host host, String program) {

    /** What the machine says of its maker, for people. */
    record Host(String vendor, String product) {}

    private static final int REPORT_DATA = TeeBackend.REPORT_DATA_SIZE;
    private static final int MAX_PREFIX = 1024;

    private static final Message.Type QUOTE_REQUEST =
            Message.Type.of(Field.bytes("report_data", 1), Field.bool("include_hash_inputs", 2));
    private static final Message.Type QUOTE = Message.Type.of(
            Field.bytes("quote", 1),
            Field.string("event_log", 2),
            Field.bytes("report_data", 3),
            Field.string("vm_config", 4),
            Field.bytes("attestation", 5).ifPresent());
    private static final Message.Type ATTESTATION = Message.Type.of(Field.bytes("attestation", 1));
    private static final Message.Type EVENT = Message.Type.of(Field.string("event", 1), Field.bytes("payload", 2));
    private static final Message.Type VERSION = Message.Type.of(Field.string("version", 1), Field.string("rev", 2));
    private static final Message.Type INFO = Message.Type.of(
            Field.bytes("app_id", 1),
            Field.bytes("instance_id", 2),
            Field.string("app_cert", 3),
            Field.string("tcb_info", 4),
            Field.string("app_name", 5),
            Field.bytes("device_id", 8),
            Field.bytes("mr_aggregated", 9),
            Field.bytes("os_image_hash", 10),
            Field.string("key_provider_info", 12),
            Field.bytes("compose_hash", 13),
            Field.string("vm_config", 14),
            Field.string("cloud_vendor", 15),
            Field.string("cloud_product", 16));
    private static final Message.Type TDX_QUOTE_REQUEST = Message.Type.of(
            Field.bytes("report_data", 1), Field.string("hash_algorithm", 2), Field.string("prefix", 3));
    private static final Message.Type RAW_QUOTE_REQUEST = Message.Type.of(Field.bytes("report_data", 1));
    private static final Message.Type TDX_QUOTE = Message.Type.of(
            Field.bytes("quote", 1),
            Field.string("event_log", 2),
            Field.string("hash_algorithm", 3),
            Field.string("prefix", 4));

    /** The methods that need keys, which this agent does not hold. */
    private static final List<String> OF_KEYS =
            List.of("GetTlsKey", "GetKey", "Sign", "Verify", "DeriveKey", "DeriveK256Key");

    List<Method> all() {
        return Stream.concat(
                        Stream.of(
                                new Method("GetQuote", QUOTE_REQUEST, QUOTE, this::getQuote),
                                new Method("Attest", QUOTE_REQUEST, ATTESTATION, this::attest),
                                new Method("EmitEvent", EVENT, Message.Type.EMPTY, this::emitEvent),
                                new Method("Info", Message.Type.EMPTY, INFO, request -> info()),
                                new Method("Version", Message.Type.EMPTY, VERSION, request -> version()),
                                new Method("TdxQuote", TDX_QUOTE_REQUEST, TDX_QUOTE, this::tdxQuote),
                                new Method("RawQuote", RAW_QUOTE_REQUEST, TDX_QUOTE, this::rawQuote)),
                        OF_KEYS.stream().map(GuestMethods::refused))
                .toList();
    }

    private static Method refused(String name) {
        return new Method(name, Message.Type.EMPTY, Message.Type.EMPTY, request -> {
            throw new RpcException(name + " is not served: this agent holds no keys yet");
        });
    }

    /** On TDX quote and log, elsewhere the attestation. */
    private Message getQuote(Message request) throws RpcException {
        Bytes reportData = padded(request.bytes("report_data"));
        Attestation attestation = evidence(reportData, request.bool("include_hash_inputs"));
        Message answer = Message.of(QUOTE)
                .with("report_data", attestation.stack().reportData())
                .with("vm_config", attestation.stack().config());
        return switch (attestation.platform()) {
            case Platform.Tdx tdx -> answer.with("quote", tdx.quote()).with("event_log", eventLog(tdx));
            case Platform.Snp snp -> answer.with("attestation", attestation.encode());
        };
    }

    private Message attest(Message request) throws RpcException {
        Attestation attestation = evidence(padded(request.bytes("report_data")), request.bool("include_hash_inputs"));
        return Message.of(ATTESTATION).with("attestation", attestation.encode());
    }

    private Message emitEvent(Message request) throws RpcException {
        String name = request.string("event");
        if (BootTimeEvents.RESERVED.contains(name)) {
            throw new RpcException("the event " + name + " is the system's: choose another name");
        }
        try {
            switch (guest.log()) {
                case GuestLog log -> log.emit(name, request.bytes("payload"));
                case CocoLog coco ->
                    throw new RpcException("EmitEvent is not served: this machine keeps the event log of Confidential"
                            + " Containers (POST /aa/aael), and a register has one log");
            }
            return Message.EMPTY;
        } catch (MeasurementException e) {
            throw failed("the event was not measured", e);
        }
    }

    private Message info() throws RpcException {
        try {
            GuestInfo info = GuestInfo.of(guest);
            return Message.of(INFO)
                    .with("app_id", info.app().appId())
                    .with("instance_id", info.app().instanceId())
                    .with("tcb_info", info.tcbInfo(guest.compose().bytes().toUtf8("app_compose")))
                    .with("app_name", guest.compose().name())
                    .with("device_id", info.deviceId())
                    .with("mr_aggregated", info.app().mrAggregated())
                    .with("os_image_hash", info.osImageHash())
                    .with("key_provider_info", info.app().keyProviderInfo().toUtf8("key_provider_info"))
                    .with("compose_hash", info.app().composeHash())
                    .with("vm_config", guest.host().vmConfig())
                    .with("cloud_vendor", host.vendor())
                    .with("cloud_product", host.product());
        } catch (TeeException | MeasurementException e) {
            throw failed("nothing can be said of the machine", e);
        } catch (MalformedEvidenceException e) {
            throw new RpcException("nothing can be said of the app: " + e.inWords());
        }
    }

    private Message version() {
        return Message.of(VERSION).with("version", program);
    }

    /** Report data is hashed behind a prefix, or taken raw. */
    private Message tdxQuote(Message request) throws RpcException {
        ReportDataHash algorithm = ReportDataHash.of(request.string("hash_algorithm"));
        if (request.string("prefix").length() > MAX_PREFIX) {
            throw new RpcException("the prefix is longer than " + MAX_PREFIX + " characters");
        }
        String prefix = algorithm == ReportDataHash.RAW
                ? ""
                : request.string("prefix").isEmpty() ? "app-data" : request.string("prefix");
        return tdxQuote(algorithm.reportData(prefix, request.bytes("report_data")), algorithm.text(), prefix);
    }

    private Message rawQuote(Message request) throws RpcException {
        return tdxQuote(ReportDataHash.RAW.reportData("", request.bytes("report_data")), ReportDataHash.RAW.text(), "");
    }

    private Message tdxQuote(Bytes reportData, String algorithm, String prefix) throws RpcException {
        if (evidence(padded(reportData), false).platform() instanceof Platform.Tdx tdx) {
            return Message.of(TDX_QUOTE)
                    .with("quote", tdx.quote())
                    .with("event_log", eventLog(tdx))
                    .with("hash_algorithm", algorithm)
                    .with("prefix", prefix);
        }
        throw new RpcException(
                "this machine is no TDX guest but one of " + guest.tee().kind().words() + ": use Attest");
    }

    private static String eventLog(Platform.Tdx tdx) {
        return Json.write(tdx.eventLog().besideQuote().toJson());
    }

    private Attestation evidence(Bytes reportData, boolean hashInputs) throws RpcException {
        try {
            return guest.attest(reportData, hashInputs);
        } catch (TeeException | MeasurementException e) {
            throw failed("no evidence could be made", e);
        }
    }

    /** Shorter report data has zeros behind it. */
    private static Bytes padded(Bytes reportData) throws RpcException {
        if (reportData.size() > REPORT_DATA) {
            throw new RpcException("Report data is too long");
        }
        return Bytes.concat(reportData, Bytes.zeros(REPORT_DATA - reportData.size()));
    }

    private static RpcException failed(String what, Exception why) {
        return new RpcException(what + ": " + why.getMessage());
    }
}
