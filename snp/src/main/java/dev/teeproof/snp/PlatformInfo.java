package dev.teeproof.snp;

import java.util.ArrayList;
import java.util.List;

/**
 * How the platform is set up. Bits that this does not know are no reason to refuse: real Turin platforms set bit 6, which the
 * documents reserve.
 *
 * @param bits as received
 * @see "56860 section 7.3, PLATFORM_INFO"
 */
public record PlatformInfo(long bits) {

    /** A feature with a bit of its own. */
    public enum Feature {
        SMT(0, "smt", "SMT"),
        TSME(1, "tsme", "TSME"),
        ECC(2, "ecc", "ECC memory"),
        RAPL_DISABLED(3, "rapl-disabled", "RAPL disabled"),
        CIPHERTEXT_HIDING(4, "ciphertext-hiding", "ciphertext hiding"),
        ALIAS_CHECK(5, "alias-check", "memory aliases checked since the last reset"),
        TIO(7, "tio", "trusted I/O");

        private final int bit;
        private final String text;
        private final String words;

        Feature(int bit, String text, String words) {
            this.bit = bit;
            this.text = text;
            this.words = words;
        }

        /** The name in options and files. */
        public String text() {
            return text;
        }

        /** For people. */
        public String inWords() {
            return words;
        }
    }

    public boolean has(Feature feature) {
        return (bits >>> feature.bit & 1) == 1;
    }

    /** What is set, in words. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        long unknown = bits;
        for (Feature feature : Feature.values()) {
            if (has(feature)) {
                words.add(feature.inWords());
                unknown &= ~(1L << feature.bit);
            }
        }
        if (unknown != 0) {
            words.add("unknown bits " + Long.toHexString(unknown));
        }
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }
}
