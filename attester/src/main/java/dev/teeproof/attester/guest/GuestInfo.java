package dev.teeproof.attester.guest;

import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dstack.AppInfo;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.MrConfig;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.VmConfig;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.snp.SnpReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a guest says of itself, from evidence that it has just made and has not verified: good for the apps inside, no proof to
 * anybody outside.
 *
 * @param deviceId SHA-256 of the chip's id on SEV-SNP; on TDX that of nothing, since the platform's id shows only when a quote is
 *     verified
 * @param registers MRTD and RTMR0 to RTMR3 on TDX; empty elsewhere
 * @param eventLog whole
 */
public record GuestInfo(AppInfo app, Bytes deviceId, Bytes osImageHash, List<Bytes> registers, TdxEventLog eventLog) {

    public GuestInfo {
        registers = List.copyOf(registers);
    }

    /** Of a guest as it is now. */
    public static GuestInfo of(Guest guest) throws TeeException, MeasurementException {
        Attestation attestation = guest.attest(Bytes.zeros(64), false);
        try {
            Bytes image = VmConfig.read(guest.host().vmConfig()).osImageHash();
            return switch (attestation.platform()) {
                case Platform.Tdx tdx -> ofTdx(tdx, attestation.stack().runtimeEvents(), image);
                case Platform.Snp snp -> {
                    SnpReport report = SnpReport.parse(snp.report());
                    yield new GuestInfo(
                            AppInfo.of(report, MrConfig.read(snp.mrConfig())),
                            AppInfo.deviceId(report.chipId()),
                            image,
                            List.of(),
                            guest.log().snapshot().events());
                }
            };
        } catch (MalformedEvidenceException e) {
            throw new TeeException(
                    TeeException.Code.UNEXPECTED, "what the host or the hardware told cannot be read: " + e.inWords());
        }
    }

    private static GuestInfo ofTdx(Platform.Tdx tdx, RuntimeLog log, Bytes image) throws TeeException {
        TdReport report = Guest.report(tdx.quote());
        List<Bytes> rtmrs = report.rtmrs();
        return new GuestInfo(
                AppInfo.of(report, log),
                AppInfo.deviceId(Bytes.empty()),
                image,
                List.of(report.mrTd(), rtmrs.get(0), rtmrs.get(1), rtmrs.get(2), rtmrs.get(3)),
                tdx.eventLog());
    }

    /** dstack's {@code tcb_info}: indented JSON. */
    public String tcbInfo(String appCompose) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        List<String> names = List.of("mrtd", "rtmr0", "rtmr1", "rtmr2", "rtmr3");
        for (int i = 0; i < names.size(); i++) {
            members.put(names.get(i), register(i));
        }
        members.put("mr_aggregated", hex(app.mrAggregated()));
        members.put("os_image_hash", hex(osImageHash));
        members.put("compose_hash", hex(app.composeHash()));
        members.put("device_id", hex(deviceId));
        members.put("app_compose", new JsonString(appCompose));
        members.put("event_log", eventLog.withoutPreimages().toJson());
        return Json.pretty(JsonObject.of(members));
    }

    private JsonValue register(int index) {
        return Optional.of(registers)
                .filter(all -> index < all.size())
                .<JsonValue>map(all -> hex(all.get(index)))
                .orElseGet(JsonNull::new);
    }

    private static JsonString hex(Bytes bytes) {
        return new JsonString(bytes.toHex());
    }
}
