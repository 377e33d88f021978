package dev.teeproof.image;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;

/** Opens the parser that only {@link CommittedMeasurement} uses. */
public final class SnpMeasurementParser {

    private SnpMeasurementParser() {}

    public static SnpMeasurement read(Bytes cbor) throws MalformedEvidenceException {
        return SnpMeasurement.read(cbor);
    }
}
