package dev.teeproof.image;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which order QEMU adds and measures the firmware's pages: the one thing about QEMU that MRTD depends on. */
public enum MrtdOrder {
    /** Each page is measured as it is added: QEMU 9 and newer. */
    SINGLE_PASS,
    /** All pages of a section are added, then measured: QEMU 8. */
    TWO_PASS;

    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})");

    /**
     * The order that a VM configuration stands for.
     *
     * @param singlePassAddPages {@code qemu_single_pass_add_pages}: despite its name, {@code true} means two passes, and
     *     deployments are configured to match
     * @param qemuVersion three numbers; 9.1.0 where absent. It must be one of 8.0.0 or newer even where the first
     *     parameter decides
     */
    public static MrtdOrder of(Optional<Boolean> singlePassAddPages, Optional<String> qemuVersion)
            throws MalformedEvidenceException {
        Matcher version = VERSION.matcher(qemuVersion.orElse("9.1.0"));
        if (!version.matches()) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, "qemu_version", 0, "three numbers with dots between");
        }
        int major = Integer.parseInt(version.group(1));
        if (major < 8) {
            throw new MalformedEvidenceException(Malformation.UNSUPPORTED, "qemu_version", 0, "8.0.0 or newer");
        }
        return singlePassAddPages.orElse(major == 8) ? TWO_PASS : SINGLE_PASS;
    }
}
