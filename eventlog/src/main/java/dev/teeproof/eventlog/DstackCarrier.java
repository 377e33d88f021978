package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.Conversion.Carriage;
import dev.teeproof.eventlog.Conversion.Carriage.Carried;
import dev.teeproof.eventlog.Conversion.Carriage.Impossible;
import dev.teeproof.eventlog.Conversion.Carriage.Left;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.log.DstackWriter;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;
import java.util.Optional;

/**
 * dstack's events and TCG's, both ways. An event of the firmware is one of TCG's already. A runtime event is carried as a TCG
 * event of dstack's type whose data is the preimage, so that its digest is that of the data and name and payload can be read back.
 */
final class DstackCarrier {

    private static final CcMr RTMR3 = new CcMr(4);

    private final AcpiLabels labels = new AcpiLabels();

    /** dstack's event as a TCG event. */
    static Carriage toPcClient(LogRecord record, Dstack event) {
        if (event.eventType() == EventType.EV_NO_ACTION) {
            return new Impossible("NOT_CARRIED", "dstack extends an EV_NO_ACTION, and no other format's reader would");
        }
        if (!event.isRuntime()) {
            List<Loss> losses = event.event().isEmpty() || AcpiLabels.ALL.contains(event.event())
                    ? List.of()
                    : List.of(new Loss("NAME", -1, "the name " + event.event() + " of a firmware event is dropped"));
            return new Carried(record.with(new PcClient(event.eventType(), event.payload())), losses);
        }
        RuntimeEvent runtime = event.toRuntime();
        if (runtime.isAmbiguous()) {
            return new Impossible(
                    "AMBIGUOUS_NAME",
                    "the name " + event.event() + " has a colon, so it cannot be told from the payload");
        }
        if (!DstackWriter.event(record).preimageAgrees()) {
            return new Impossible("DIGEST_MISMATCH", "the supplied preimage is not that of the event");
        }
        Bytes computed = runtime.digest(Digest.SHA_384);
        Optional<Bytes> stated = record.digest(HashAlgorithm.SHA384);
        if (stated.isPresent() && !stated.get().equals(computed)) {
            return new Impossible("DIGEST_MISMATCH", "the stated digest is not that of the event");
        }
        return new Carried(new LogRecord(
                record.recnum(),
                record.register(),
                List.of(new EventDigest(HashAlgorithm.SHA384, computed)),
                new PcClient(RuntimeEvent.EVENT_TYPE, runtime.preimage())));
    }

    /** A record as an event of the log that dstack sends beside a quote. */
    Carriage toDstack(LogRecord record) {
        if (record.content() instanceof Dstack) {
            return new Carried(record);
        }
        if (!(record.content() instanceof PcClient event)) {
            return RecordCarrier.notCarried(record, "dstack's log carries TCG events and its own");
        }
        if (event.eventType() == EventType.EV_NO_ACTION) {
            return new Left("NOT_MEASURED", "EV_NO_ACTION is dropped; it is not measured, but dstack would extend it");
        }
        Optional<CcMr> register = RecordCarrier.ccMr(record);
        if (register.isEmpty()) {
            return new Impossible("REGISTERS", "dstack's log is of RTMRs, not of " + record.register());
        }
        if (register.get().number() == 0) {
            return new Left("MRTD", "an event of MRTD is dropped; no RTMR holds it");
        }
        if (record.digests().size() != 1 || record.digest(HashAlgorithm.SHA384).isEmpty()) {
            return new Impossible("BANKS", "dstack's log has one SHA-384 digest for each event");
        }
        Rtmr rtmr = new Rtmr(register.get().number() - 1);
        return event.eventType() == RuntimeEvent.EVENT_TYPE
                ? runtime(record.in(rtmr), event)
                : new Carried(record.in(rtmr)
                        .with(new Dstack(
                                event.eventType(),
                                labels.next(record),
                                event.data(),
                                EventLogVersion.V1,
                                Optional.empty())));
    }

    private static Carriage runtime(LogRecord record, PcClient event) {
        try {
            RuntimeEvent runtime = RuntimeEvent.ofPreimage(event.data());
            boolean same = record.digest(HashAlgorithm.SHA384).equals(Optional.of(runtime.digest(Digest.SHA_384)));
            return same
                    ? new Carried(record.with(new Dstack(
                            RuntimeEvent.EVENT_TYPE,
                            runtime.event(),
                            runtime.payload(),
                            runtime.version(),
                            Optional.empty())))
                    : new Impossible("DIGEST_MISMATCH", "the stated digest is not that of the event");
        } catch (MalformedEvidenceException e) {
            return new Impossible("NOT_CARRIED", "data that is no preimage of a runtime event: " + e.inWords());
        }
    }

    /** A record as a line of the file of runtime events. */
    Carriage toDstackLines(LogRecord record) {
        boolean known = record.content() instanceof Dstack || record.content() instanceof PcClient;
        if (known
                && Extension.isExtended(record.content())
                && !record.register().canonical().equals(RTMR3)) {
            return new Impossible("REGISTERS", "the file of runtime events is of RTMR3, not of " + record.register());
        }
        if (record.content() instanceof Dstack event) {
            return event.isRuntime()
                    ? new Carried(record)
                    : RecordCarrier.notCarried(record, "the file of runtime events carries those alone");
        }
        Carriage carriage = toDstack(record);
        return carriage instanceof Carried carried
                        && carried.record().content() instanceof Dstack event
                        && !event.isRuntime()
                ? RecordCarrier.notCarried(record, "the file of runtime events carries those alone")
                : carriage;
    }
}
