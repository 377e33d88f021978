package dev.teeproof.simulator;

import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The RSA keys of those who issue certificates in a simulated AMD's name. Searching primes takes longer than all the rest of a
 * machine, so each key is kept once it was needed: at most twelve, for as long as one of the blueprints lives that share them.
 */
final class AmdKeys {

    private final long seed;
    private final Map<String, SimulatedRsaKey> found = new ConcurrentHashMap<>();

    AmdKeys(long seed) {
        this.seed = seed;
    }

    SimulatedRsaKey ark(SnpProduct product) {
        return key("ARK-" + product);
    }

    /** Of somebody else who calls himself the ARK. */
    SimulatedRsaKey stranger(SnpProduct product) {
        return key("stranger ARK-" + product);
    }

    /** Of the ASK or the ASVK. */
    SimulatedRsaKey issuer(SnpProduct product, SigningKey kind) {
        return key(kind.issuerName(product));
    }

    private SimulatedRsaKey key(String label) {
        return found.computeIfAbsent(label, unused -> SimulatedRsaKey.of(seed, label));
    }
}
