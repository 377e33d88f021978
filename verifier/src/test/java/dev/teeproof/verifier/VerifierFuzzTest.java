package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Claim;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Verdict;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, evidence is read or refused as malformed, and verification gives a result; an affirming one has the
 * proven claims of the real machine, word for word.
 */
class VerifierFuzzTest {

    private static final long SEED = 20260415;

    @Test
    void evidenceIsReadOrRefusedAsMalformed() throws Exception {
        Random random = new Random(SEED);
        List<Bytes> real = List.of(
                Bytes.copyOf(Conformance.bytes(Real.LITE)),
                Bytes.copyOf(Conformance.bytes(Real.LEGACY)),
                Bytes.copyOf(Conformance.bytes("dstack/guest-agent-attestation.bin")),
                Real.lite().encodeV1());
        int read = 0;
        for (int i = 0; i < 8_000; i++) {
            Bytes bytes = i % 16 == 0 ? noise(random) : mutated(real.get(i % real.size()), random);
            read += read(bytes, i) == null ? 0 : 1;
        }
        assertThat(read).as("mutations that can still be read").isPositive();
    }

    @Test
    void mutatedEvidenceIsNeverAffirmedAsAnotherMachine() throws Exception {
        Random random = new Random(SEED);
        Bytes real = Real.lite().encode();
        Collateral collateral = Real.collateral(Real.APRIL);
        List<Claim> proven = proven(Real.verify(Real.evidence(Real.LITE), collateral, Real.LITE_AT));
        int verified = 0;
        for (int i = 0; i < 1_000 && verified < 300; i++) {
            Bytes bytes = mutated(real, random);
            Evidence evidence = read(bytes, i);
            if (evidence == null) {
                continue;
            }
            verified++;
            AttestationResult result = verify(evidence, collateral, i);
            if (result.verdict() == Verdict.AFFIRMING) {
                assertThat(proven(result))
                        .as("seed %s, round %s: %s", SEED, i, bytes)
                        .isEqualTo(proven);
            }
        }
        assertThat(verified).as("mutations that were verified").isGreaterThan(100);
    }

    /** Collateral is the other input that an adversary may write. */
    @Test
    void mutatedCollateralNeverThrowsAndProvesNothingElse() throws Exception {
        Random random = new Random(SEED);
        Bytes real = Bytes.copyOf(Conformance.bytes(Real.APRIL));
        Evidence evidence = Real.evidence(Real.LITE);
        List<Claim> proven = proven(Real.verify(evidence, Real.collateral(Real.APRIL), Real.LITE_AT));
        for (int i = 0; i < 150; i++) {
            Bytes bytes = mutated(real, random);
            try {
                AttestationResult result = verify(evidence, Collateral.readContainer(bytes, "fuzz"), i);
                if (result.verdict() == Verdict.AFFIRMING) {
                    assertThat(proven(result)).as("seed %s, round %s", SEED, i).isEqualTo(proven);
                }
            } catch (MalformedEvidenceException e) {
                assertThat(e.code()).as("seed %s, round %s", SEED, i).isNotNull();
            }
        }
    }

    private static AttestationResult verify(Evidence evidence, Collateral collateral, int round) {
        try {
            return Real.verify(evidence, collateral, Real.LITE_AT);
        } catch (RuntimeException e) {
            return fail("seed " + SEED + ", round " + round, e);
        }
    }

    private static @org.jspecify.annotations.Nullable Evidence read(Bytes bytes, int round) {
        try {
            return Evidence.read(bytes);
        } catch (MalformedEvidenceException e) {
            assertThat(e.code()).isNotNull();
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + SEED + ", round " + round + ", input " + bytes, e);
        }
    }

    private static List<Claim> proven(AttestationResult result) {
        return result.claims().stream()
                .filter(claim -> !(claim.proof() instanceof Proof.Unproven))
                .toList();
    }

    /** A bit, a byte or a few bytes: one to three times. */
    private static Bytes mutated(Bytes real, Random random) {
        Bytes bytes = real;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && !bytes.isEmpty(); i++) {
            int at = random.nextInt(bytes.size());
            int end = Math.min(bytes.size(), at + 1 + random.nextInt(4));
            bytes = switch (random.nextInt(8)) {
                case 0 -> Bytes.concat(bytes.slice(0, at), bytes.slice(end, bytes.size()));
                case 1 -> Bytes.concat(bytes.slice(0, end), bytes.slice(at, bytes.size()));
                case 2 -> Tamper.put(bytes, at, Bytes.of(random.nextInt(256)));
                default -> Tamper.flip(bytes, at, 1 << random.nextInt(8));
            };
        }
        return bytes;
    }

    private static Bytes noise(Random random) {
        byte[] bytes = new byte[random.nextInt(500)];
        random.nextBytes(bytes);
        if (bytes.length > 2 && random.nextBoolean()) {
            bytes[0] = (byte) (random.nextBoolean() ? 0 : 0x83);
        }
        return Bytes.copyOf(bytes);
    }
}
