package dev.teeproof.crypto;

import java.security.Provider;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds Amazon Corretto Crypto Provider among the services of the class and module path, so that a jar beside ours is all
 * that it takes. It is not installed: nothing else in the process computes with it because of us.
 *
 * @see "https://github.com/corretto/amazon-corretto-crypto-provider"
 */
final class NativeProvider {

    /** What there is does not change while a process runs, and to try it takes time. */
    static final Optional<Provider> FOUND = find(NativeProvider.class.getClassLoader());

    private static final String CLASS_FILE = "com/amazon/corretto/crypto/provider/AmazonCorrettoCryptoProvider.class";
    private static final String NAME = "AmazonCorrettoCryptoProvider";

    private static final String PACKAGE = "com.amazon.corretto.crypto.provider";

    private NativeProvider() {}

    /** The provider, if it is there and gives the right answers. Whatever goes wrong with it means that it is not there. */
    static Optional<Provider> find(ClassLoader loader) {
        // Asking for the services alone would read those of the JDK's modules as well, which takes ten milliseconds of
        // a start.
        if (loader.getResource(CLASS_FILE) == null) {
            return Optional.empty();
        }
        try {
            Iterator<ServiceLoader.Provider<Provider>> services =
                    ServiceLoader.load(Provider.class, loader).stream().iterator();
            while (services.hasNext()) {
                ServiceLoader.Provider<Provider> service = services.next();
                if (service.type().getPackageName().equals(PACKAGE)) {
                    Provider provider = service.get();
                    if (provider.getName().equals(NAME) && KnownAnswers.areGivenBy(provider)) {
                        return Optional.of(provider);
                    }
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            // Another platform's native part, or a jar that was damaged.
        }
        return Optional.empty();
    }
}
