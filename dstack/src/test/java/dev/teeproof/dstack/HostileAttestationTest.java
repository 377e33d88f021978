package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the input, reading ends in a value or in the one exception. */
class HostileAttestationTest {

    private static final long SEED = 0x7eeb00f;

    @FunctionalInterface
    private interface Reader {
        void read(Bytes input) throws MalformedEvidenceException;
    }

    @Test
    void mutatedScaleIsReadOrRefused() {
        assertThat(mutate(RealEvidence.guestAgentBytes(), 1_000, HostileAttestationTest::decode))
                .isBetween(100, 1_000);
        assertThat(mutate(
                        Bytes.hex("0000" + "0000" + "00" + "00".repeat(64) + "00"),
                        5_000,
                        HostileAttestationTest::decode))
                .isBetween(500, 5_000);
    }

    @Test
    void mutatedMessagePackIsReadOrRefused() throws Exception {
        assertThat(mutate(RealEvidence.lite().encodeV1(), 1_000, HostileAttestationTest::decode))
                .isBetween(100, 1_000);
        assertThat(mutate(Bytes.hex(Golden.POD), 5_000, HostileAttestationTest::decode))
                .isBetween(500, 5_000);
        assertThat(mutate(Bytes.hex(Golden.VERSION_2), 5_000, HostileAttestationTest::decode))
                .isBetween(500, 5_000);
    }

    @Test
    void mutatedRequestsAreReadOrRefused() {
        for (String file : new String[] {RealEvidence.QUOTE_REPORT, RealEvidence.LITE}) {
            assertThat(mutate(Bytes.copyOf(Conformance.bytes(file)), 600, VerificationRequest::read))
                    .isBetween(60, 600);
        }
    }

    @Test
    void mutatedConfigurationsAreReadOrRefused() throws Exception {
        Bytes config = Bytes.utf8(RealEvidence.lite().stack().config());

        assertThat(mutate(config, 3_000, input -> VmConfig.read(input.toUtf8("config"))))
                .isBetween(300, 3_000);
    }

    @Test
    void randomBytesAreReadOrRefused() {
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            byte[] bytes = new byte[random.nextInt(128)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && round % 2 == 0) {
                bytes[0] = (byte) (random.nextBoolean() ? 0 : 0x80 | random.nextInt(16));
            }
            attempt(Bytes.copyOf(bytes), HostileAttestationTest::decode, round);
            attempt(Bytes.copyOf(bytes), VerificationRequest::read, round);
        }
    }

    /** What can be read can be written again, stripped, and both read back. */
    private static void decode(Bytes input) throws MalformedEvidenceException {
        Attestation attestation = Attestation.decode(input);
        assertThat(Attestation.decode(attestation.encodeV1())).isEqualTo(attestation);
        assertThat(Attestation.decode(attestation.encode()).stack()).isEqualTo(attestation.stack());
        assertThat(attestation.stripped().stripped()).isEqualTo(attestation.stripped());
    }

    private static int mutate(Bytes original, int rounds, Reader reader) {
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = original.toArray();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int end = random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            refused += attempt(Bytes.copyOf(bytes).slice(0, end), reader, round);
        }
        return refused;
    }

    private static int attempt(Bytes input, Reader reader, int round) {
        try {
            reader.read(input);
            return 0;
        } catch (MalformedEvidenceException e) {
            assertThat(e.code().name()).isNotEmpty();
            assertThat(e.path()).isNotEmpty();
            assertThat(e.offset()).isNotNegative();
            return 1;
        } catch (RuntimeException | AssertionError e) {
            return fail("seed " + SEED + ", round " + round + ", " + input.size() + " bytes", e);
        }
    }
}
