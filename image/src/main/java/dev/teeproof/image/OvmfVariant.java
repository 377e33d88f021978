package dev.teeproof.image;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;

/** The layouts of RTMR0 that a firmware can produce. A layout is never guessed from the log. */
public enum OvmfVariant {
    /** Thirteen events, edk2 before 202505. */
    PRE_202505("pre202505");

    private final String text;

    OvmfVariant(String text) {
        this.text = text;
    }

    /** As documents write it. */
    public String text() {
        return text;
    }

    public static OvmfVariant of(String text, String path) throws MalformedEvidenceException {
        if (text.equals(PRE_202505.text)) {
            return PRE_202505;
        }
        throw new MalformedEvidenceException(Malformation.UNSUPPORTED, path, 0, "the firmware layout pre202505");
    }
}
