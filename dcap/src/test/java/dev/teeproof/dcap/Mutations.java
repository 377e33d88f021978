package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import java.util.Random;

/** Small damage to real bytes, and bytes that never were anything. */
final class Mutations {

    private Mutations() {}

    /** One to three of: a bit flipped, a byte set, bytes dropped, bytes doubled, the end cut. */
    static Bytes of(Bytes real, Random random) {
        Bytes mutated = real;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && !mutated.isEmpty(); i++) {
            mutated = once(mutated, random);
        }
        return mutated;
    }

    private static Bytes once(Bytes bytes, Random random) {
        int at = random.nextInt(bytes.size());
        int end = Math.min(bytes.size(), at + 1 + random.nextInt(8));
        Bytes before = bytes.slice(0, at);
        return switch (random.nextInt(6)) {
            case 0, 1 -> Bytes.concat(before, Bytes.of(bytes.at(at) ^ 1 << random.nextInt(8)), rest(bytes, at + 1));
            case 2 -> Bytes.concat(before, Bytes.of(random.nextInt(256)), rest(bytes, at + 1));
            case 3 -> Bytes.concat(before, rest(bytes, end));
            case 4 -> Bytes.concat(before, bytes.slice(at, end), rest(bytes, at));
            default -> random.nextInt(4) == 0 ? before : Bytes.concat(before, Bytes.of(0xff), rest(bytes, at + 1));
        };
    }

    static Bytes noise(Random random, int max) {
        byte[] bytes = new byte[random.nextInt(max)];
        random.nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }

    private static Bytes rest(Bytes bytes, int from) {
        return bytes.slice(from, bytes.size());
    }
}
