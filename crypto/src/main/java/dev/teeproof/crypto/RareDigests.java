package dev.teeproof.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Hash functions that no Java platform has: Bouncy Castle's provider has them, and its jar beside ours is all that it takes.
 * It is not installed: nothing else in the process computes with it because of us.
 */
final class RareDigests {

    private static final String PROVIDER = "org.bouncycastle.jce.provider.BouncyCastleProvider";

    private RareDigests() {}

    static Optional<MessageDigest> find(String algorithm) {
        try {
            Optional<Provider> provider = Found.PROVIDER;
            return provider.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MessageDigest.getInstance(algorithm, provider.get()));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    /** Looked for once, and only when a rare hash function is asked for: what there is does not change while a process runs. */
    private static final class Found {

        static final Optional<Provider> PROVIDER = find(RareDigests.class.getClassLoader());

        private static Optional<Provider> find(ClassLoader loader) {
            if (loader.getResource(RareDigests.PROVIDER.replace('.', '/') + ".class") == null) {
                return Optional.empty();
            }
            try {
                return ServiceLoader.load(Provider.class, loader).stream()
                        .filter(service -> service.type().getName().equals(RareDigests.PROVIDER))
                        .map(ServiceLoader.Provider::get)
                        .findFirst();
            } catch (ServiceConfigurationError | LinkageError e) {
                // A jar that was damaged.
                return Optional.empty();
            }
        }
    }
}
