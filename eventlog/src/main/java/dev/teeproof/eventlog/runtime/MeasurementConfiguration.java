package dev.teeproof.eventlog.runtime;

import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.PcrMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How runtime measurements are made. All who write to one directory are configured alike.
 *
 * @param directory of the logs, made if it is not there; best one that does not outlive the registers
 * @param format of every log in it
 * @param defaultPcr extended where none is named
 * @param map from PCRs to registers
 * @param dstackVersion how events of dstack are hashed; in other formats without meaning
 * @param durability by default {@link Durability#MEDIUM}
 * @param lockLimit how long to wait for others at most; by default as long as it takes
 * @param initialValues what the registers held before the first event of an AAEL or dstack log, which do not say it
 *     themselves
 * @param limits of a line, and of an AAEL event's data: {@code eventData}
 * @param names of the files; by default by the register
 */
public record MeasurementConfiguration(
        Path directory,
        MeasurementFormat format,
        int defaultPcr,
        PcrMap map,
        EventLogVersion dstackVersion,
        Durability durability,
        Optional<Duration> lockLimit,
        InitialValues initialValues,
        LogLimits limits,
        FileNames names) {

    /** The PCR of the attestation agent of Confidential Containers: RTMR3 on TDX. */
    public static final int DEFAULT_PCR = 17;

    /** Everything else as is usual. */
    public static MeasurementConfiguration of(Path directory, MeasurementFormat format, PcrMap map) {
        return new MeasurementConfiguration(
                directory,
                format,
                DEFAULT_PCR,
                map,
                EventLogVersion.V1,
                Durability.MEDIUM,
                Optional.empty(),
                InitialValues.POWER_ON,
                LogLimits.DEFAULT,
                FileNames.BY_REGISTER);
    }

    public MeasurementConfiguration withDefaultPcr(int pcr) {
        return new MeasurementConfiguration(
                directory, format, pcr, map, dstackVersion, durability, lockLimit, initialValues, limits, names);
    }

    public MeasurementConfiguration with(EventLogVersion version) {
        return new MeasurementConfiguration(
                directory, format, defaultPcr, map, version, durability, lockLimit, initialValues, limits, names);
    }

    public MeasurementConfiguration with(Durability other) {
        return new MeasurementConfiguration(
                directory, format, defaultPcr, map, dstackVersion, other, lockLimit, initialValues, limits, names);
    }

    public MeasurementConfiguration withLockLimit(Duration limit) {
        return new MeasurementConfiguration(
                directory,
                format,
                defaultPcr,
                map,
                dstackVersion,
                durability,
                Optional.of(limit),
                initialValues,
                limits,
                names);
    }

    public MeasurementConfiguration with(InitialValues values) {
        return new MeasurementConfiguration(
                directory, format, defaultPcr, map, dstackVersion, durability, lockLimit, values, limits, names);
    }

    public MeasurementConfiguration with(LogLimits other) {
        return new MeasurementConfiguration(
                directory, format, defaultPcr, map, dstackVersion, durability, lockLimit, initialValues, other, names);
    }

    public MeasurementConfiguration with(FileNames other) {
        return new MeasurementConfiguration(
                directory, format, defaultPcr, map, dstackVersion, durability, lockLimit, initialValues, limits, other);
    }
}
