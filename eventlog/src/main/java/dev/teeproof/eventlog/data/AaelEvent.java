package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;

/**
 * What the attestation agent of Confidential Containers recorded: {@code domain SP operation SP content}. The domain is a
 * claim of whoever wrote the entry and no identity.
 *
 * @param domain up to the first blank
 * @param operation up to the second blank
 * @param content all the rest, blanks included; may be empty
 * @see "github.com/confidential-containers/trustee, kbs/docs/confidential-containers-eventlog.md"
 */
public record AaelEvent(String domain, String operation, String content) {

    static AaelEvent read(Bytes data) throws MalformedEvidenceException {
        String text = data.toUtf8("event.aael");
        int first = text.indexOf(' ');
        int second = first < 0 ? -1 : text.indexOf(' ', first + 1);
        if (second < 0) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, "event.aael", 0, "a domain, an operation and content");
        }
        return new AaelEvent(text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }

    /**
     * Whether it could have been written by a careful producer: domain and operation not empty and without blanks and
     * controls, content without line ends and other controls.
     */
    public boolean isWellFormed() {
        return isToken(domain) && isToken(operation) && content.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    String text() {
        return Printable.of(domain + " " + operation + " " + content);
    }

    JsonObject toJson() {
        return new Fields()
                .text("domain", domain)
                .text("operation", operation)
                .text("content", content)
                .flag("well_formed", isWellFormed())
                .toJson();
    }
}
