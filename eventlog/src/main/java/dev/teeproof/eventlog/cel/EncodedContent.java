package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.cel.TlvCursor.Tlv;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogLimits;

/**
 * Content that CBOR, and JSON where it has no form of its own there, carry as the bytes that are its value in TLV: IMA's TLV,
 * systemd's JSON text, Confidential Space's event.
 */
final class EncodedContent {

    /** Of a type and a length. */
    static final int HEADER = 5;

    private EncodedContent() {}

    /**
     * What is wrong with the bytes.
     *
     * @param fromEnd where, counted back from their end
     */
    record Fault(MalformationCode code, int fromEnd, String expected) {}

    /** Makes the exception for the bytes as they stand in the log. */
    @FunctionalInterface
    interface Faults {
        MalformedEvidenceException of(Fault fault);
    }

    static Content read(long code, Bytes value, LogLimits limits, Faults faults) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(value, "content");
        // The value of a field whose header the bytes lack.
        Tlv field = new Tlv((int) code, -HEADER, value.size(), 1);
        try {
            return new TlvContent(in, new TlvCursor(in, limits), limits).read(field);
        } catch (MalformedEvidenceException e) {
            throw faults.of(new Fault(e.code(), value.size() - (int) e.offset(), e.expected()));
        }
    }

    /** The bytes that are read so. */
    static Bytes write(Content.Cos cos) {
        return CelTlvWriter.tlv(cos.type(), cos.value());
    }
}
