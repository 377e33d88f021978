package dev.teeproof.eventlog.data;

import static dev.teeproof.eventlog.model.EventType.*;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.data.IplText.Prefix;
import dev.teeproof.eventlog.model.EventDigest;
import java.util.List;
import java.util.Optional;

/**
 * What the digests of TCG events cover, by the type of the event.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.1"
 */
final class TcgRules {

    static final Binding DATA = Binding.bound("the event data");
    static final Binding ELSEWHERE = Binding.opaque("the digest covers something that is not in the log");

    private static final Binding VARIABLE_DATA = Binding.bound("the variable's data alone, not its name");
    private static final Binding WITHOUT_LAST_BYTE = Binding.bound("the event data without the last byte (shim)");
    private static final Binding TEXT = Binding.bound("the text behind the prefix without NUL");
    private static final Binding TEXT_AND_NUL = Binding.bound("the text behind the prefix with its NUL");
    private static final Binding SECTION_NAME = Binding.bound("the section's name in UTF-8 with its NUL");
    private static final Binding UTF16_TEXT = Binding.bound("the text in UTF-16 with its NUL");
    private static final Binding NO_ACTION = Binding.notMeasured("EV_NO_ACTION is not extended");
    private static final Binding NOT_DATA = Binding.mismatch("the digest must be of the event data, and is not");
    private static final Binding NOT_VARIABLE =
            Binding.mismatch("the digest must be of the event data or the variable's data, and is not");
    private static final Binding NOT_TEXT = Binding.mismatch("the digest must be of the text, and is not");
    private static final Bytes NUL = Bytes.of(0);
    private static final Bytes WIDE_NUL = Bytes.of(0, 0);

    private final Agreement agreement;

    TcgRules(Agreement agreement) {
        this.agreement = agreement;
    }

    /** The binding of a TCG event, by its type; where the type says that something else is hashed, the data may still be. */
    Binding of(List<EventDigest> digests, long type, Bytes data) {
        if (type == EV_NO_ACTION) {
            return NO_ACTION;
        }
        if (type >>> 32 != 0) {
            return agreement.one(digests, data, DATA, ELSEWHERE);
        }
        return switch ((int) type) {
            case (int) EV_SEPARATOR,
                    (int) EV_ACTION,
                    (int) EV_S_CRTM_VERSION,
                    (int) EV_COMPACT_HASH,
                    (int) EV_NONHOST_INFO,
                    (int) EV_OMIT_BOOT_DEVICE_EVENTS,
                    (int) EV_EFI_VARIABLE_DRIVER_CONFIG,
                    (int) EV_EFI_GPT_EVENT,
                    (int) EV_EFI_ACTION,
                    (int) EV_EFI_VARIABLE_BOOT2,
                    (int) EV_EFI_GPT_EVENT2,
                    (int) EV_EFI_HCRTM_EVENT -> agreement.one(digests, data, DATA, NOT_DATA);
            case (int) EV_EFI_VARIABLE_BOOT -> bootVariable(digests, data);
            case (int) EV_EFI_VARIABLE_AUTHORITY -> authority(digests, data);
            case (int) EV_EVENT_TAG -> agreement.one(digests, data, DATA, isAael(data) ? NOT_DATA : ELSEWHERE);
            case (int) EV_IPL -> ipl(digests, data);
            default -> agreement.one(digests, data, DATA, ELSEWHERE);
        };
    }

    /** Most firmware hashes the variable's data alone. */
    private Binding bootVariable(List<EventDigest> digests, Bytes data) {
        Optional<Bytes> variable = variableData(data);
        if (variable.isPresent()) {
            Binding found = agreement.one(digests, variable.get(), VARIABLE_DATA, NOT_VARIABLE);
            if (!found.equals(NOT_VARIABLE)) {
                return found;
            }
        }
        return agreement.one(digests, data, DATA, NOT_VARIABLE);
    }

    /** Old versions of shim leave out the certificate's owner, and hash one byte less than they log. */
    private Binding authority(List<EventDigest> digests, Bytes data) {
        Binding found = agreement.one(digests, data, DATA, NOT_DATA);
        boolean shim = found.equals(NOT_DATA)
                && variableData(data).filter(VariableAuthority::isDer).isPresent();
        return shim ? agreement.one(digests, data.slice(0, data.size() - 1), WITHOUT_LAST_BYTE, NOT_DATA) : found;
    }

    /** The data of the variable, if the structure holds it. */
    private static Optional<Bytes> variableData(Bytes data) {
        if (data.size() < 32) {
            return Optional.empty();
        }
        long name = u64(data, 16);
        long size = u64(data, 24);
        if (name < 0 || size < 0 || name > data.size() || size > data.size() - 32 - 2 * name) {
            return Optional.empty();
        }
        int from = 32 + (int) (2 * name);
        return Optional.of(data.slice(from, from + (int) size));
    }

    private static long u64(Bytes data, int at) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | data.at(at + i);
        }
        return value;
    }

    private static boolean isAael(Bytes data) {
        return data.size() >= 4
                && data.at(0) == (TaggedEvent.AAEL & 0xff)
                && data.at(1) == (TaggedEvent.AAEL >> 8 & 0xff)
                && data.at(2) == (TaggedEvent.AAEL >> 16 & 0xff)
                && data.at(3) == (TaggedEvent.AAEL >> 24 & 0xff);
    }

    /** Each boot loader hashes something else; text without a prefix of GRUB's may be the name of a file. */
    private Binding ipl(List<EventDigest> digests, Bytes data) {
        Optional<Prefix> known = Prefix.at(data);
        if (known.isPresent()) {
            return command(digests, known.get(), data.slice(known.get().size(), data.size()));
        }
        if (IplText.isUtf16(data)) {
            Bytes even = data.slice(0, data.size() & ~1);
            String text = Utf16.untilNul(Utf16.lossy(even));
            if (text.startsWith(".")) {
                return agreement.two(digests, Bytes.utf8(text), NUL, SECTION_NAME, ELSEWHERE);
            }
            Bytes characters = even.slice(0, 2 * text.length());
            return agreement.two(digests, characters, WIDE_NUL, UTF16_TEXT, ELSEWHERE);
        }
        return agreement.one(digests, data, DATA, ELSEWHERE);
    }

    private Binding command(List<EventDigest> digests, Prefix prefix, Bytes behind) {
        Bytes text = Ascii.untilNul(behind);
        boolean hasNul = text.size() < behind.size();
        Bytes withNul = hasNul ? behind.slice(0, text.size() + 1) : text;
        Binding first = prefix.withNul() ? TEXT_AND_NUL : TEXT;
        Binding second = prefix.withNul() ? TEXT : TEXT_AND_NUL;
        Binding found = agreement.one(digests, prefix.withNul() && hasNul ? withNul : text, first, NOT_TEXT);
        return !found.equals(NOT_TEXT) || !hasNul
                ? found
                : agreement.one(digests, prefix.withNul() ? text : withNul, second, NOT_TEXT);
    }
}
