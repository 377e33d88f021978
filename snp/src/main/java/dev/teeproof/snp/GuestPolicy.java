package dev.teeproof.snp;

import java.util.ArrayList;
import java.util.List;

/**
 * What the guest's owner demanded of the platform at launch, enforced by the firmware.
 *
 * <pre>
 * bits   7:0  least ABI minor     15:8  least ABI major
 * bit 16 SMT allowed              17    must be one
 * bit 18 migration agent allowed  19    debugging allowed
 * bit 20 single socket demanded   21    CXL allowed
 * bit 22 AES-256-XTS demanded     23    RAPL disabled, demanded
 * bit 24 ciphertext hiding, demanded
 * bit 25 page swapping disabled, demanded
 * </pre>
 *
 * @param bits as received
 * @see "56860 section 4.3, guest policy"
 */
public record GuestPolicy(long bits) {

    private static final int RESERVED_ONE = 17;
    private static final int FIRST_RESERVED = 26;

    public int abiMinor() {
        return (int) bits & 0xff;
    }

    public int abiMajor() {
        return (int) (bits >> 8) & 0xff;
    }

    public boolean smt() {
        return bit(16);
    }

    public boolean migrationAgent() {
        return bit(18);
    }

    public boolean debug() {
        return bit(19);
    }

    public boolean singleSocket() {
        return bit(20);
    }

    public boolean cxl() {
        return bit(21);
    }

    public boolean memAes256Xts() {
        return bit(22);
    }

    public boolean raplDisabled() {
        return bit(23);
    }

    public boolean ciphertextHiding() {
        return bit(24);
    }

    public boolean pageSwapDisabled() {
        return bit(25);
    }

    /** Whether the bit that must be one is, and those that must be zero are. */
    boolean wellFormed() {
        return bit(RESERVED_ONE) && bits >>> FIRST_RESERVED == 0;
    }

    private boolean bit(int number) {
        return (bits >>> number & 1) == 1;
    }

    /** What is set, in words. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        words.add("ABI " + abiMajor() + "." + abiMinor() + " or later");
        words.add(smt() ? "SMT allowed" : "no SMT");
        add(words, debug(), "debugging allowed");
        add(words, migrationAgent(), "migration agent allowed");
        add(words, singleSocket(), "single socket");
        add(words, cxl(), "CXL allowed");
        add(words, memAes256Xts(), "AES-256-XTS demanded");
        add(words, raplDisabled(), "RAPL disabled");
        add(words, ciphertextHiding(), "ciphertext hiding demanded");
        add(words, pageSwapDisabled(), "page swapping disabled");
        return String.join(", ", words);
    }

    private static void add(List<String> words, boolean set, String word) {
        if (set) {
            words.add(word);
        }
    }
}
