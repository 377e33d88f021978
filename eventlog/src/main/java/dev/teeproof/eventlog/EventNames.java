package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.aael.AaelEvent;
import dev.teeproof.eventlog.data.Bindings;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.model.Content.Cos;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.ImaTemplate;
import dev.teeproof.eventlog.model.Content.ImaTlv;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.Content.Opaque;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.Content.Systemd;
import dev.teeproof.eventlog.model.CosType;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.systemd.SystemdContent;
import java.util.Optional;

/** What an event is called, where it has a name; of most kinds nothing authenticates it. */
public final class EventNames {

    private EventNames() {}

    /**
     * The name: of dstack's events their own, of the attestation agent's {@code domain operation}, of a native event log's the
     * first two columns, of systemd's the measured string, of Confidential Space's the kind; else what is left, the type.
     */
    public static String of(LogRecord record) {
        return switch (record.content()) {
            case PcClient event -> ofTcg(event);
            case Management.CelVersion version -> "cel_version";
            case Management.FirmwareEnd end -> "firmware_end";
            case Management.CelTimestamp time -> "cel_timestamp";
            case Management.StateTransition state -> "state_trans";
            case ImaTemplate template -> template.name();
            case ImaTlv tlv -> "ima_tlv";
            case Systemd systemd ->
                systemd(systemd).flatMap(SystemdContent::string).orElse("");
            case Cos cos -> CosType.of(cos.type()).map(CosType::term).orElse("COS " + cos.type());
            case NelrLine line -> columns(line.line());
            case Dstack event -> event.event();
            case Opaque opaque -> "";
        };
    }

    /** What systemd says; empty if it cannot be read. */
    static Optional<SystemdContent> systemd(Systemd content) {
        try {
            return Optional.of(SystemdContent.of(content, LogLimits.DEFAULT));
        } catch (MalformedEvidenceException e) {
            return Optional.empty();
        }
    }

    /**
     * The name, if the digest covers it: what cuts a log must have been measured. Types are covered by no digest, nor are the
     * names of dstack's firmware events.
     */
    public static Optional<String> measured(LogRecord record, Bindings bindings) {
        boolean named = switch (record.content()) {
            case PcClient event -> AaelEvent.isIn(event) || event.eventType() == RuntimeEvent.EVENT_TYPE;
            case Dstack event -> event.isRuntime();
            case Systemd systemd -> true;
            case Cos cos -> true;
            case NelrLine line -> true;
            case Management management -> false;
            case ImaTemplate template -> false;
            case ImaTlv tlv -> false;
            case Opaque opaque -> false;
        };
        return named && bindings.of(record).isBound() ? Optional.of(of(record)) : Optional.empty();
    }

    private static String ofTcg(PcClient event) {
        if (event.eventType() == RuntimeEvent.EVENT_TYPE) {
            try {
                return RuntimeEvent.ofPreimage(event.data()).event();
            } catch (MalformedEvidenceException e) {
                return EventType.name(event.eventType());
            }
        }
        if (AaelEvent.isIn(event)) {
            try {
                AaelEvent aael = AaelEvent.read(event.data());
                return aael.domain() + " " + aael.operation();
            } catch (MalformedEvidenceException e) {
                return EventType.name(event.eventType());
            }
        }
        return EventType.name(event.eventType());
    }

    private static String columns(Bytes line) {
        int first = line.indexOf(' ', 0);
        int second = first < 0 ? -1 : line.indexOf(' ', first + 1);
        Bytes name = second < 0 ? line : line.slice(0, second);
        try {
            return name.toUtf8("line");
        } catch (MalformedEvidenceException e) {
            return "";
        }
    }
}
