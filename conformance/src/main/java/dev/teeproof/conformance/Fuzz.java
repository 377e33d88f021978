package dev.teeproof.conformance;

import java.util.HexFormat;
import java.util.List;

/**
 * Feeds a decoder random bytes and damaged valid input. The same seed gives the same inputs, and a failure names seed,
 * round and input.
 *
 * @param refusal the one exception in which decoding may end
 */
public record Fuzz(long seed, Class<? extends Exception> refusal) {

    /** What is tried. */
    @FunctionalInterface
    public interface Decoder {
        void decode(byte[] input) throws Exception;
    }

    /** How many of {@code rounds} inputs were accepted, and how many refused. */
    public record Outcome(int accepted, int refused) {}

    /** Decodes a random input in one round of eight, and one of {@code valid}, damaged, in the others. */
    public Outcome of(List<byte[]> valid, int rounds, Decoder decoder) {
        Mutations mutations = new Mutations(seed);
        int accepted = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] input = round % 8 == 0 ? mutations.random(256) : mutations.of(valid.get(round % valid.size()));
            accepted += accepts(input, round, decoder) ? 1 : 0;
        }
        return new Outcome(accepted, rounds - accepted);
    }

    // Whatever a decoder throws, a StackOverflowError too, is a finding to be told with its input.
    private boolean accepts(byte[] input, int round, Decoder decoder) {
        try {
            decoder.decode(input);
            return true;
        } catch (Throwable e) {
            if (refusal.isInstance(e)) {
                return false;
            }
            throw new AssertionError(
                    "seed " + seed + ", round " + round + ", input "
                            + HexFormat.of().formatHex(input),
                    e);
        }
    }
}
