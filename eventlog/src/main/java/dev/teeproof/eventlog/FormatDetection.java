package dev.teeproof.eventlog;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.aael.AaelReader;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.tcg.CcelTable;
import dev.teeproof.eventlog.tcg.TcgReader;
import dev.teeproof.eventlog.tcg.TcgSha1Reader;
import java.nio.charset.StandardCharsets;

/**
 * Finds out a log's format from its first bytes. What is found is told ({@link EventLog#format}), never assumed in silence.
 * Two formats begin alike: the attestation agent's older lines are found as a native event log, which they are as well.
 */
public final class FormatDetection {

    /** Bytes of a log's beginning that are enough. */
    public static final int ENOUGH = 4096;

    private static final int RECORD_SEPARATOR = 0x1e;

    private FormatDetection() {}

    /**
     * The format of a log that begins with these bytes.
     *
     * @throws MalformedEvidenceException {@code UNKNOWN_FORMAT} if it is none, or {@code EMPTY_LOG}
     */
    public static LogFormat detect(Bytes log) throws MalformedEvidenceException {
        Bytes start = log.slice(0, Math.min(log.size(), ENOUGH));
        if (start.isEmpty()) {
            throw new MalformedEvidenceException(LogMalformation.EMPTY_LOG, "log", 0, "an event log, not nothing");
        }
        if (CcelTable.isAt(start)) {
            throw new MalformedEvidenceException(
                    LogMalformation.UNKNOWN_FORMAT,
                    "log",
                    0,
                    "an event log; this is the ACPI table that says where one lies (the log is in the folder data beside it)");
        }
        int first = firstVisible(start);
        if (first < start.size()) {
            switch (start.at(first)) {
                case RECORD_SEPARATOR, '{', '[' -> {
                    return json(text(start.slice(first, start.size())));
                }
                default -> {}
            }
        }
        if (text(start).startsWith("INIT ") || start.at(0) == '#' || isLines(start, first)) {
            return LogFormat.NELR;
        }
        return binary(start);
    }

    /** Comments and empty lines, or the first record. */
    private static boolean isLines(Bytes start, int first) {
        return start.at(0) == '\n' && first < start.size() && (start.at(first) == '#' || start.at(first) == 'I');
    }

    private static LogFormat json(String text) {
        boolean sequence = text.charAt(0) == RECORD_SEPARATOR;
        if (text.contains("\"uefi_event_logs\"")) {
            return LogFormat.TRUSTEE;
        }
        if (text.contains("\"imr\"") && text.contains("\"event_type\"") && !text.contains("\"content_type\"")) {
            return LogFormat.DSTACK;
        }
        if (sequence && !text.contains("\"recnum\"")) {
            return LogFormat.SYSTEMD;
        }
        if (text.charAt(0) == '{' && text.contains("\"payload\"") && !text.contains("\"content_type\"")) {
            return LogFormat.DSTACK_LINES;
        }
        return LogFormat.CEL_JSON;
    }

    private static LogFormat binary(Bytes start) throws MalformedEvidenceException {
        if (TcgReader.isAt(start)) {
            return LogFormat.TCG2;
        }
        if (AaelReader.isAt(start)) {
            return LogFormat.AAEL;
        }
        if (isIma(start)) {
            return LogFormat.IMA;
        }
        if (isImaText(text(start))) {
            return LogFormat.IMA_ASCII;
        }
        if (isTlv(start)) {
            return LogFormat.CEL_TLV;
        }
        if (TcgSha1Reader.isAt(start)) {
            return LogFormat.TCG_SHA1;
        }
        int major = start.at(0) >> 5;
        if (major == 4 || major == 5) {
            return LogFormat.CEL_CBOR;
        }
        throw new MalformedEvidenceException(
                LogMalformation.UNKNOWN_FORMAT, "log", 0, "an event log of a known format; name it if you know it");
    }

    /** A PCR, a hash of any size, and a template's name that begins with ima or evm, at the size that is told for it. */
    private static boolean isIma(Bytes start) throws MalformedEvidenceException {
        for (int hash : new int[] {20, 32, 48, 64}) {
            if (start.size() >= 4 + hash + 4 + 3) {
                ByteReader in = ByteReader.of(start, "ima");
                boolean pcr = in.u32le("pcr") <= 23;
                in.take("hash", hash);
                long name = in.u32le("nameLen");
                String begins = text(in.peek("name", 3));
                if (pcr && name >= 3 && name <= 64 && (begins.equals("ima") || begins.equals("evm"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isImaText(String text) {
        return text.lines().findFirst().orElse("").matches("[ 0-9]{1,3} [0-9a-f]{40,128} (ima|evm)[-a-z0-9]* .*");
    }

    /** A record number of one to eight bytes, and a register of one to four. */
    private static boolean isTlv(Bytes start) throws MalformedEvidenceException {
        if (start.size() < 16 || start.at(0) != 0) {
            return false;
        }
        ByteReader in = ByteReader.of(start, "cel");
        in.u8("type");
        long size = in.bigEndian("length", 4);
        if (size < 1 || size > 8) {
            return false;
        }
        in.take("recnum", size);
        int type = in.u8("type");
        long index = in.bigEndian("length", 4);
        return (type == 1 || type == 2 || type == 108) && index >= 1 && index <= 4;
    }

    private static int firstVisible(Bytes start) {
        int i = 0;
        while (i < start.size()
                && (start.at(i) == ' ' || start.at(i) == '\n' || start.at(i) == '\r' || start.at(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static String text(Bytes start) {
        return new String(start.toArray(), StandardCharsets.ISO_8859_1);
    }
}
