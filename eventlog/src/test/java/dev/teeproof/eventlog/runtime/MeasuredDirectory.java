package dev.teeproof.eventlog.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.aael.AaelReader;
import dev.teeproof.eventlog.dstack.log.DstackLinesReader;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.PcrMap;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.nelr.NelrInit;
import dev.teeproof.eventlog.nelr.NelrReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A directory with simulated registers of a TD and logs in one format, and what there is to find in it. */
record MeasuredDirectory(Path directory, MeasurementFormat format, InitialValues initialValues) {

    /** What the default PCR is. */
    static final RegisterIndex RTMR3 = new CcMr(4);

    static final OptionalInt DEFAULT = OptionalInt.empty();

    MeasuredDirectory(Path directory, MeasurementFormat format) {
        this(directory, format, InitialValues.POWER_ON);
    }

    MeasurementConfiguration configuration() {
        return MeasurementConfiguration.of(directory.resolve("logs"), format, PcrMap.COCO_TDX)
                .with(Durability.PROCESS)
                .with(initialValues);
    }

    SimulatedRegisters registers() throws MeasurementException {
        return SimulatedRegisters.open(
                directory.resolve("registers"), Digest.SHA_384, initialValues, Durability.PROCESS);
    }

    RuntimeMeasurement open() throws MeasurementException {
        return RuntimeMeasurement.open(configuration(), registers());
    }

    RuntimeMeasurement open(Steps steps) throws MeasurementException {
        return RuntimeMeasurement.open(configuration(), registers(), steps);
    }

    /** The nth event, whatever the format. */
    Extended extend(RuntimeMeasurement measurement, String writer, int number) throws MeasurementException {
        return format == MeasurementFormat.DSTACK
                ? measurement.extend(writer, Bytes.utf8("sequence " + number), DEFAULT)
                : measurement.extend(writer, "sequence", String.valueOf(number), DEFAULT);
    }

    Path log() {
        return files().log(format);
    }

    RegisterFiles files() {
        return RegisterFiles.of(directory.resolve("logs"), RTMR3);
    }

    /** The log as it lies there, as text; a binary one with a character for each byte. */
    String text() throws IOException {
        return Files.exists(log())
                ? Files.readString(log(), format == MeasurementFormat.AAEL ? ISO_8859_1 : UTF_8)
                : "";
    }

    Bytes register() throws MeasurementException {
        return registers().read(RTMR3);
    }

    /** The records of the log, as the format's own reader has them. */
    List<LogRecord> records() throws IOException, MalformedEvidenceException {
        ByteReader in = ByteReader.of(Bytes.copyOf(Files.readAllBytes(log())), "log");
        RecordReader reader = switch (format) {
            case NELR -> new NelrReader(ReadOptions.STRICT.in(RTMR3));
            case AAEL -> new AaelReader(ReadOptions.STRICT);
            case DSTACK -> new DstackLinesReader(ReadOptions.STRICT);
        };
        List<LogRecord> records = new ArrayList<>();
        for (Optional<LogRecord> next = reader.next(in, true); next.isPresent(); next = reader.next(in, true)) {
            records.add(next.orElseThrow());
        }
        return records;
    }

    /** What the records come to. */
    Bytes replay() throws IOException, MalformedEvidenceException, MeasurementException {
        List<LogRecord> records = records();
        Bytes value = format == MeasurementFormat.NELR
                ? NelrInit.read(Bytes.utf8(text().lines()
                                .filter(l -> l.startsWith("INIT"))
                                .findFirst()
                                .orElseThrow()))
                        .value()
                : initialValues.of(RTMR3, Digest.SHA_384).orElseThrow();
        for (LogRecord record : records) {
            value = Digest.SHA_384.of(value, record.digest(HashAlgorithm.SHA384).orElseThrow());
        }
        return value;
    }
}
