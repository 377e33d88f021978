package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Quote;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.Optional;

/**
 * A dstack attestation as somebody sent it: decoded, and not verified.
 *
 * <p>Two wire forms are told apart by their first byte: V0 is SCALE and starts with 00, V1 is a MessagePack map.
 */
public record Attestation(Platform platform, Stack stack) {

    /** Bytes. */
    public static final int MAX_SIZE = 10 << 20;

    /** Decodes either wire form, with nothing behind it. */
    public static Attestation decode(Bytes bytes) throws MalformedEvidenceException {
        if (bytes.size() > MAX_SIZE) {
            throw fault(Malformation.LIMIT_EXCEEDED, "at most " + MAX_SIZE + " bytes");
        }
        if (bytes.isEmpty()) {
            throw fault(Malformation.TRUNCATED, "an attestation");
        }
        int first = bytes.at(0);
        if (first == 0) {
            return AttestationV0.decode(bytes);
        }
        if ((first & 0xf0) == 0x80 || first == 0xde || first == 0xdf) {
            return AttestationV1.decode(bytes);
        }
        throw fault(Malformation.BAD_VALUE, "00 (V0, SCALE) or a MessagePack map (V1)");
    }

    /**
     * Encodes: V1 if there is what V0 cannot carry, a runtime event of version 2, a pod's payload, or report data of
     * another length than 64 bytes; else V0. Of versions only the list of runtime events is looked at, as dstack does;
     * those in the event log of a V0 are lost.
     */
    public Bytes encode() {
        boolean needsV1 = stack.reportDataPayload().isPresent()
                || stack.reportData().size() != AttestationV0.REPORT_DATA_SIZE
                || stack.runtimeEvents().events().stream().anyMatch(event -> event.version() != EventLogVersion.V1);
        return needsV1 ? encodeV1() : AttestationV0.encode(this);
    }

    /** Encodes as V1 whatever the events are. */
    public Bytes encodeV1() {
        return AttestationV1.encode(this);
    }

    /** What certificates carry: the event log of TDX reduced to ACPI markers and stripped runtime events. */
    public Attestation stripped() {
        return switch (platform) {
            case Platform.Tdx tdx ->
                new Attestation(new Platform.Tdx(tdx.quote(), tdx.eventLog().liteStripped()), stack);
            case Platform.Snp snp -> this;
        };
    }

    /** Puts together what a quote and its event log say: the runtime events are those of the log, whatever register. */
    static Attestation ofQuote(Bytes quote, TdxEventLog eventLog, String vmConfig) throws MalformedEvidenceException {
        Bytes reportData = Quote.parse(quote).body().reportData();
        return new Attestation(
                new Platform.Tdx(quote, eventLog),
                new Stack(reportData, eventLog.runtimeEvents(), vmConfig, Optional.empty()));
    }

    /** The same with other report data stated beside the hardware's evidence. */
    Attestation stating(Bytes reportData) {
        return new Attestation(
                platform, new Stack(reportData, stack.runtimeEvents(), stack.config(), stack.reportDataPayload()));
    }

    private static MalformedEvidenceException fault(Malformation code, String expected) {
        return new MalformedEvidenceException(code, "attestation", 0, expected);
    }
}
