package dev.teeproof.eventlog.ima;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogMalformation;

/** The words of one line of IMA's log in ASCII form, one blank between each. */
final class ImaAsciiLine {

    private final ByteReader in;
    private final Bytes line;
    /** Where the line stands in the log. */
    private final int base;
    /** Where the last word that was asked for begins, in the line. */
    private int wordAt;

    private int next;
    private int end;

    ImaAsciiLine(ByteReader in, Bytes line, int base) {
        this.in = in;
        this.line = line;
        this.base = base;
        this.end = line.size();
    }

    /** The exception for the last word that was asked for. */
    MalformedEvidenceException fault(MalformationCode code, String field, String expected) {
        return in.fault(code, field, base + wordAt, expected);
    }

    private Bytes word(String field) throws MalformedEvidenceException {
        wordAt = next;
        int to = next;
        while (to < end && line.at(to) != ' ') {
            to++;
        }
        if (to == next || to == end) {
            throw fault(Malformation.BAD_VALUE, field, "a word with a blank behind");
        }
        next = to + 1;
        return line.slice(wordAt, to);
    }

    String text(String field, int most) throws MalformedEvidenceException {
        Bytes word = word(field);
        if (word.size() > most) {
            throw fault(LogMalformation.LIMIT, field, "at most " + most + " bytes");
        }
        try {
            return word.toUtf8(field);
        } catch (MalformedEvidenceException e) {
            throw in.fault(Malformation.NOT_TEXT, field, base + wordAt + (int) e.offset(), e.expected());
        }
    }

    /** A decimal number of at most nine digits; Linux puts a blank before one of a single digit. */
    long number(String field) throws MalformedEvidenceException {
        if (end > 0 && line.at(0) == ' ') {
            next = 1;
        }
        String digits = text(field, 16);
        if (!digits.matches("[0-9]{1,9}")) {
            throw fault(Malformation.BAD_VALUE, field, "a decimal number");
        }
        return Long.parseLong(digits);
    }

    Bytes hex(String field) throws MalformedEvidenceException {
        return hex(field, word(field), wordAt);
    }

    private Bytes hex(String field, Bytes digits, int at) throws MalformedEvidenceException {
        try {
            return Hex.decode(digits.toUtf8(field), field);
        } catch (MalformedEvidenceException e) {
            throw in.fault(e.code(), field, base + at, e.expected());
        }
    }

    /** A digest with its algorithm, as the binary form has it. */
    Bytes digest(boolean hasKind) throws MalformedEvidenceException {
        Bytes word = word("digest");
        int colon = word.size() - 1;
        while (colon >= 0 && word.at(colon) != ':') {
            colon--;
        }
        String prefix = word.slice(0, Math.max(colon, 0)).toUtf8("digest");
        if (!prefix.matches(hasKind ? "[^:]+:[^:]+" : "[^:]+")) {
            throw fault(Malformation.BAD_VALUE, "digest", hasKind ? "kind:algorithm:digest" : "algorithm:digest");
        }
        Bytes digest = hex("digest", word.slice(colon + 1, word.size()), wordAt + colon + 1);
        String algorithm = prefix.substring(prefix.indexOf(':') + 1);
        if (!ImaTemplateFields.isOfLength(algorithm, digest.size())) {
            throw in.fault(LogMalformation.BAD_DIGEST, "digest", base + wordAt + colon + 1, "a digest of " + algorithm);
        }
        return Bytes.concat(word.slice(0, colon + 1), Bytes.of(0), digest);
    }

    /** What stands behind the last blank, as hexadecimal text; the line ends there from now on. */
    Bytes lastHex(String field) throws MalformedEvidenceException {
        int blank = end - 1;
        while (blank >= next && line.at(blank) != ' ') {
            blank--;
        }
        if (blank < next) {
            wordAt = next;
            throw fault(Malformation.BAD_VALUE, field, "a blank before the signature, if there is none too");
        }
        Bytes value = hex(field, line.slice(blank + 1, end), blank + 1);
        end = blank;
        return value;
    }

    /** All that is left: a file's name. */
    Bytes rest() {
        return line.slice(next, end);
    }
}
