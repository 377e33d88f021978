package dev.teeproof.eventlog.model;

import dev.teeproof.crypto.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A hash algorithm by its number in the TCG algorithm registry. Logs may name some that nobody here can compute.
 *
 * @param id TPM_ALG_ID, unsigned 16 bits
 * @see "TCG Algorithm Registry, table 3"
 */
public record HashAlgorithm(int id) implements Comparable<HashAlgorithm> {

    public static final HashAlgorithm SHA1 = new HashAlgorithm(0x0004);
    public static final HashAlgorithm SHA256 = new HashAlgorithm(0x000b);
    public static final HashAlgorithm SHA384 = new HashAlgorithm(0x000c);
    public static final HashAlgorithm SHA512 = new HashAlgorithm(0x000d);
    public static final HashAlgorithm SM3_256 = new HashAlgorithm(0x0012);
    public static final HashAlgorithm SHA3_256 = new HashAlgorithm(0x0027);
    public static final HashAlgorithm SHA3_384 = new HashAlgorithm(0x0028);
    public static final HashAlgorithm SHA3_512 = new HashAlgorithm(0x0029);

    private record Known(HashAlgorithm algorithm, String name, Digest digest) {}

    private static final List<Known> KNOWN = List.of(
            new Known(SHA1, "sha1", Digest.SHA_1),
            new Known(SHA256, "sha256", Digest.SHA_256),
            new Known(SHA384, "sha384", Digest.SHA_384),
            new Known(SHA512, "sha512", Digest.SHA_512),
            new Known(SM3_256, "sm3_256", Digest.SM3_256),
            new Known(SHA3_256, "sha3_256", Digest.SHA3_256),
            new Known(SHA3_384, "sha3_384", Digest.SHA3_384),
            new Known(SHA3_512, "sha3_512", Digest.SHA3_512));

    private static final Map<Integer, Known> BY_ID =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(known -> known.algorithm.id, Function.identity()));

    private static final Map<String, HashAlgorithm> BY_NAME =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(Known::name, Known::algorithm));

    /** The algorithm with this number; one object for each that is known. */
    public static HashAlgorithm ofId(int id) {
        return switch (id) {
            case 0x0004 -> SHA1;
            case 0x000b -> SHA256;
            case 0x000c -> SHA384;
            case 0x0012 -> SM3_256;
            default -> new HashAlgorithm(id);
        };
    }

    /** How it is computed, if it is known; it may still be that nothing at hand computes it. */
    public Optional<Digest> digest() {
        return Optional.ofNullable(BY_ID.get(id)).map(Known::digest);
    }

    /** The algorithm with this name, as CEL's JSON writes it ({@code sha384}; also {@code sm3}), in either case. */
    public static Optional<HashAlgorithm> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.get(lower.equals("sm3") ? "sm3_256" : lower));
    }

    /** The algorithm that this computes. */
    public static HashAlgorithm of(Digest digest) {
        return KNOWN.stream()
                .filter(known -> known.digest == digest)
                .findFirst()
                .orElseThrow()
                .algorithm;
    }

    public boolean isKnown() {
        return BY_ID.containsKey(id);
    }

    @Override
    public int compareTo(HashAlgorithm that) {
        return Integer.compare(id, that.id);
    }

    /** The name in CEL's JSON; the number for one without. */
    @Override
    public String toString() {
        Known known = BY_ID.get(id);
        return known == null ? String.format("0x%04x", id) : known.name;
    }
}
