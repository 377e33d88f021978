package dev.teeproof.snp;

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
    private static final Bytes RESPONSE =
            Bytes.concat(Bytes.zeros(4), Bytes.of(SnpReport.SIZE & 0xff, SnpReport.SIZE >> 8), Bytes.zeros(26));

    /**
     * Whether the bytes begin as a report does: four bytes of version, and not what a quote of that version has next, a kind of
     * attestation key; or the firmware's answer around a report. Reading says whether it is one, and refuses versions other than 2
     * to 5 by name.
     */
    public static boolean isOne(Bytes bytes) {
        if (bytes.size() < SnpReport.SIZE) {
            return false;
        }
        Bytes head = bytes.slice(0, 4);
        boolean version = head.at(0) >= 1 && head.at(0) <= 8 && head.slice(1, 4).isZero();
        return version || bytes.size() >= RESPONSE_HEADER + SnpReport.SIZE && isResponse(bytes);
    }

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
    private static boolean isResponse(Bytes bytes) {
        return bytes.slice(0, RESPONSE_HEADER).equals(RESPONSE);
    }
}
