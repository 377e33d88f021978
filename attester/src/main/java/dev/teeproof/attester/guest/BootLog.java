package dev.teeproof.attester.guest;

import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.Conversion;
import dev.teeproof.eventlog.ConversionOptions;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.dstack.log.DstackWriter;
import dev.teeproof.eventlog.model.ReadOptions;
import java.util.Optional;

/** The firmware's boot log, told as dstack tells it: zero-based registers, the three ACPI events named. */
final class BootLog {

    private BootLog() {}

    /**
     * The events of a CCEL table.
     *
     * @throws TeeException {@code UNEXPECTED} if it is none, or has what dstack's log cannot carry
     */
    static TdxEventLog events(Bytes ccel) throws TeeException {
        return switch (Conversion.of(read(ccel), LogFormat.DSTACK, new ConversionOptions(Optional.empty()))) {
            case Conversion.Converted converted ->
                new TdxEventLog(converted.log().records().stream()
                        .map(DstackWriter::event)
                        .toList());
            case Conversion.Refused refused -> throw unexpected("record " + refused.record() + ": " + refused.words());
        };
    }

    static EventLog read(Bytes ccel) throws TeeException {
        try {
            return EventLog.read(ccel, LogFormat.TCG2, ReadOptions.STRICT);
        } catch (MalformedEvidenceException e) {
            throw unexpected(e.inWords());
        }
    }

    private static TeeException unexpected(String words) {
        return new TeeException(
                TeeException.Code.UNEXPECTED, "the firmware's boot log cannot be told beside a quote: " + words);
    }
}
