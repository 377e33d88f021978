package dev.teeproof.eventlog.cel;

import dev.teeproof.eventlog.canonical.Carried;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * The numbers of content types, the same in TLV and CBOR, and the names that JSON has for them.
 *
 * @see "TCG Canonical Event Log Format, section 5"
 */
final class ContentCode {

    static final int MANAGEMENT = 4;
    static final int PC_CLIENT = 5;
    static final int IMA_TEMPLATE = 7;
    static final int IMA_TLV = 8;
    static final int SYSTEMD = 9;
    /** systemd's in libcel. */
    static final int SYSTEMD_OF_LIBCEL = 11;
    /** Of Confidential Space. */
    static final int COS = 80;

    /** The register of a record in TLV, by Google. */
    static final int CC_MR = 108;

    static final String NELR_NAME = "CC-CEL";

    private static final Map<String, Integer> NAMES = Map.of(
            "cel", MANAGEMENT,
            "pcclient_std", PC_CLIENT,
            "ima_template", IMA_TEMPLATE,
            "ima_tlv", IMA_TLV,
            "systemd", SYSTEMD);

    private ContentCode() {}

    static Optional<Integer> named(String name) {
        return Optional.ofNullable(NAMES.get(name));
    }

    static Optional<String> name(long code) {
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue() == code)
                .map(Entry::getKey)
                .findFirst();
    }

    /** Whether no content can have it: the numbers of a record's other fields, and those that are reserved. */
    static boolean isReserved(long code) {
        return code < MANAGEMENT || code == 6 || code == 10 || code == CC_MR;
    }

    /** Whether its content has a type of its own in the model. */
    private static boolean isKnown(long code) {
        return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
            case MANAGEMENT, PC_CLIENT, IMA_TEMPLATE, IMA_TLV, SYSTEMD, SYSTEMD_OF_LIBCEL, COS -> true;
            default -> false;
        };
    }

    /** The number of content that no other type fits. */
    static long ofOpaque(LogRecord record, Content.Opaque opaque) {
        if (isReserved(opaque.contentType()) || isKnown(opaque.contentType())) {
            throw Carried.not(record, "content of type " + opaque.contentType() + " is not opaque");
        }
        return opaque.contentType();
    }
}
