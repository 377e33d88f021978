package dev.teeproof.attester.clients;

import dev.teeproof.codec.Bytes;
import java.util.List;
import java.util.stream.IntStream;

/** Fields of a version 4 quote of a trust domain, cut out where the specification has them: a header of 48 bytes, then the report. */
final class QuoteFields {

    private static final int RTMR0 = 48 + 328;
    private static final int REPORT_DATA = 48 + 520;

    private QuoteFields() {}

    /** All four registers in hexadecimal. */
    static List<String> rtmrs(Bytes quote) {
        return IntStream.range(0, 4)
                .mapToObj(i -> quote.slice(RTMR0 + 48 * i, RTMR0 + 48 * (i + 1)).toHex())
                .toList();
    }

    static Bytes reportData(Bytes quote) {
        return quote.slice(REPORT_DATA, REPORT_DATA + 64);
    }
}
