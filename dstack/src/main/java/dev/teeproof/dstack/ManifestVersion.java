package dev.teeproof.dstack;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;

/**
 * The version of an {@code app-compose.json}: the number 1 or 2, or any version as a string of decimal digits. Guests that know
 * no strings there fail on a newer file, which is why versions above 2 have to be strings.
 *
 * @param number from 1 to 4294967295
 */
public record ManifestVersion(long number) {

    /** The newest that dstack's guests run. */
    public static final ManifestVersion NEWEST = new ManifestVersion(3);

    /** The one that requirements, the runner {@code nerdctl-compose} and several init scripts need. */
    static final long WITH_REQUIREMENTS = 3;

    static final String MEMBER = "manifest_version";

    private static final long MAX = 0xffff_ffffL;

    public ManifestVersion {
        if (number < 1 || number > MAX) {
            throw new IllegalArgumentException("a manifest version is from 1 to " + MAX);
        }
    }

    static ManifestVersion read(JsonObject json) throws MalformedEvidenceException {
        JsonValue value = json.members().get(MEMBER);
        if (value instanceof JsonNumber) {
            long number = json.unsigned(MEMBER, 2);
            if (number == 0) {
                throw json.fault(Malformation.BAD_VALUE, MEMBER, "1 or 2, or a string for a newer version");
            }
            return new ManifestVersion(number);
        }
        if (value != null && !(value instanceof JsonString)) {
            throw json.fault(Malformation.WRONG_TYPE, MEMBER, "the number 1 or 2, or a string");
        }
        String text = json.string(MEMBER).strip();
        // A zero in front or a sign would be a second way to write the same version.
        if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > MAX) {
            throw json.fault(Malformation.BAD_VALUE, MEMBER, "a decimal number from 1 to " + MAX);
        }
        return new ManifestVersion(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
