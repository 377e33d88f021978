package dev.teeproof.eventlog;

import dev.teeproof.eventlog.model.PcrMap;
import java.util.Optional;

/**
 * How a log is converted.
 *
 * @param platform for records that name PCRs: the registers of this platform that stand for them. By default PCRs stay PCRs
 */
public record ConversionOptions(Optional<PcrMap> platform) {

    public static final ConversionOptions DEFAULT = new ConversionOptions(Optional.empty());
}
