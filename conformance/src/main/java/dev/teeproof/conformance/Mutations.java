package dev.teeproof.conformance;

import java.util.Arrays;
import java.util.Random;

/** Damage to valid input, the same for the same seed. */
final class Mutations {

    /** Bytes that stand for limits in one format or another. */
    private static final int[] TELLING = {
        0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0xff, 0xdd, 0xdf, 0x9b, 0xbb, 0x30, '"', '{', '['
    };

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    byte[] random(int below) {
        byte[] bytes = new byte[random.nextInt(below)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One to three damages, one upon another. */
    byte[] of(byte[] valid) {
        byte[] damaged = valid;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            damaged = damaged.length == 0 ? random(8) : damage(damaged);
        }
        return damaged;
    }

    private byte[] damage(byte[] bytes) {
        byte[] copy = bytes.clone();
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
        switch (random.nextInt(7)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] += (byte) (random.nextBoolean() ? 1 : -1);
            case 2 -> copy[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 3 -> Arrays.fill(copy, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), (byte) 0xff);
            case 4 -> copy = Arrays.copyOf(bytes, at);
            case 5 -> copy = joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
            default -> copy = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
        }
        return copy;
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
