package dev.teeproof.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the input, reading ends in a value or in the one exception. */
class HostileMeasurementTest {

    private static final long SEED = 0x7eeb00f;
    private static final int ROUNDS = 20_000;

    @FunctionalInterface
    private interface Reader {
        void read(Bytes input) throws MalformedEvidenceException;
    }

    @Test
    void aMutatedDocumentIsReadOrRefused() {
        int refused = mutate(RealMeasurement.DOCUMENT, TdxMeasurement::read);

        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS);
    }

    @Test
    void aMutatedWitnessIsReadOrRefusedAndWhatIsReadHasAList() {
        int refused = mutate(Bytes.hex(RealMeasurement.TD_HOB), HostileMeasurementTest::readWitness);

        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS);
    }

    @Test
    void randomBytesAreReadOrRefused() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            attempt(Bytes.copyOf(bytes), TdxMeasurement::read, round);
            attempt(Bytes.copyOf(bytes), HostileMeasurementTest::readWitness, round);
        }
    }

    private static void readWitness(Bytes input) throws MalformedEvidenceException {
        TdHobWitness witness = TdHobWitness.read(input);
        assertThat(TdHobWitness.read(witness.encode())).isEqualTo(witness);
        for (long memorySize : new long[] {0x8000_0000L, 0xb000_0000L, 0x10_0000_0000L}) {
            int size = TdHob.bytes(witness, memorySize).size();
            assertThat((size - 56) % 48).isZero();
            assertThat(size).isLessThanOrEqualTo(56 + 48 * (2 * TdHobWitness.MAX_RANGES + 2));
        }
    }

    private static int mutate(Bytes original, Reader reader) {
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = original.toArray();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int end = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            refused += attempt(Bytes.copyOf(bytes).slice(0, end), reader, round);
        }
        return refused;
    }

    private static int attempt(Bytes input, Reader reader, int round) {
        try {
            reader.read(input);
            return 0;
        } catch (MalformedEvidenceException e) {
            assertThat(e.code()).isInstanceOf(Malformation.class);
            assertThat(e.path()).isNotEmpty();
            return 1;
        } catch (RuntimeException | AssertionError e) {
            return fail("seed " + SEED + ", round " + round + ": " + input.toHex(), e);
        }
    }
}
