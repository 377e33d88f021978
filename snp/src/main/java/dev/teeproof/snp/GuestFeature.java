package dev.teeproof.snp;

import java.util.Optional;
import java.util.function.Predicate;

/** A bit of the guest policy that a relying party can make a demand about. Debugging and migration have checks of their own. */
@SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
public enum GuestFeature {
    SMT("smt", "SMT is allowed", GuestPolicy::smt),
    CXL("cxl", "CXL devices are allowed", GuestPolicy::cxl),
    SINGLE_SOCKET("single-socket", "the guest keeps to a single socket", GuestPolicy::singleSocket),
    MEM_AES_256_XTS("mem-aes-256-xts", "memory is encrypted with AES-256-XTS", GuestPolicy::memAes256Xts),
    RAPL_DISABLED("rapl-disabled", "RAPL is disabled", GuestPolicy::raplDisabled),
    CIPHERTEXT_HIDING("ciphertext-hiding", "ciphertext is hidden from the host", GuestPolicy::ciphertextHiding),
    PAGE_SWAP_DISABLED("page-swap-disabled", "the host cannot move or swap pages", GuestPolicy::pageSwapDisabled);

    private final String text;
    private final String words;
    private final Predicate<GuestPolicy> set;

    GuestFeature(String text, String words, Predicate<GuestPolicy> set) {
        this.text = text;
        this.words = words;
        this.set = set;
    }

    /** The name in options and files. */
    public String text() {
        return text;
    }

    String inWords() {
        return words;
    }

    boolean isSetIn(GuestPolicy policy) {
        return set.test(policy);
    }

    public static Optional<GuestFeature> of(String text) {
        for (GuestFeature feature : values()) {
            if (feature.text.equals(text)) {
                return Optional.of(feature);
            }
        }
        return Optional.empty();
    }
}
