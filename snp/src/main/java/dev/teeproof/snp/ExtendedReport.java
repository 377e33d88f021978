package dev.teeproof.snp;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;

/**
 * A report and the certificates that came beside it: the report's {@value SnpReport#SIZE} bytes and a certificate table, which
 * may be missing. The 32 bytes of MSG_REPORT_RSP may stand in front.
 *
 * @see "56860 section 7.3, MSG_REPORT_RSP"
 */
public record ExtendedReport(SnpReport report, CertificateTable certificates) {

    private static final int RESPONSE_HEADER = 32;

    /** Reads a report by itself, one with a table behind it, or the firmware's whole answer. */
    public static ExtendedReport read(Bytes bytes) throws MalformedEvidenceException {
        Bytes whole = bytes.size() >= RESPONSE_HEADER + SnpReport.SIZE && isResponse(bytes)
                ? bytes.slice(RESPONSE_HEADER, bytes.size())
                : bytes;
        if (whole.size() <= SnpReport.SIZE) {
            return new ExtendedReport(SnpReport.parse(whole), CertificateTable.EMPTY);
        }
        return new ExtendedReport(
                SnpReport.parse(whole.slice(0, SnpReport.SIZE)),
                CertificateTable.read(whole.slice(SnpReport.SIZE, whole.size())));
    }

    /** Status 0, size 1184, 24 zero bytes: a report begins with its version, which is not zero. */
    private static boolean isResponse(Bytes bytes) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(bytes, "response");
        return in.u32le("status") == 0
                && in.u32le("report_size") == SnpReport.SIZE
                && in.take("reserved", RESPONSE_HEADER - 8).isZero();
    }
}
