package dev.teeproof.eventlog.nelr;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the first record of a native event log says: {@code INIT SP alg / hex}.
 *
 * @param algorithm of every digest in the log
 * @param value what the register held when the log began, before this record was extended
 */
public record NelrInit(HashAlgorithm algorithm, Bytes value) {

    private static final String INIT = "INIT ";

    /** Reads the record, which errors name as the field {@code init}. */
    public static NelrInit read(Bytes line) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(line, "nelr");
        // Every byte is a character of its own: what is not ASCII fits nowhere below.
        String text = new String(line.toArray(), StandardCharsets.ISO_8859_1);
        int slash = text.indexOf('/');
        if (!text.startsWith(INIT) || slash < 0 || !isName(text.substring(INIT.length(), slash))) {
            throw in.fault(LogMalformation.BAD_INIT, "init", 0, "INIT, a space, an algorithm, / and a value");
        }
        if (text.indexOf(' ', slash) >= 0) {
            throw in.fault(LogMalformation.BAD_INIT, "init", text.indexOf(' ', slash), "nothing behind the value");
        }
        String name = text.substring(INIT.length(), slash);
        Optional<HashAlgorithm> algorithm =
                HashAlgorithm.named(name).filter(known -> name.equals(known.toString()) || name.equals("sm3"));
        if (algorithm.isEmpty() || !algorithm.get().digest().orElseThrow().isAvailable()) {
            throw in.fault(
                    LogMalformation.UNSUPPORTED_ALG,
                    "init.alg",
                    INIT.length(),
                    "sha256, sha384, sha512 or another hash");
        }
        int size = algorithm.get().digest().orElseThrow().size();
        try {
            return new NelrInit(algorithm.get(), Hex.decode(text.substring(slash + 1), "value", size));
        } catch (MalformedEvidenceException e) {
            throw in.fault(LogMalformation.BAD_INIT_VALUE, "init.value", slash + 1, 2 * size + " hexadecimal digits");
        }
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 0x80 || c == '_');
    }

    /** The record with which a log begins, for a register that holds {@link #value}. */
    public Bytes line() {
        return Bytes.utf8(INIT + algorithm + "/" + value.toHex());
    }
}
