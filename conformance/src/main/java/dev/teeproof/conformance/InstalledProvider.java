package dev.teeproof.conformance;

import java.security.Provider;
import java.security.Security;
import java.util.ServiceLoader;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Runs a suite under another provider of cryptography: the one of the class path that the system property {@code
 * teeproof.crypto.install} names is installed before those of the JDK. Without the property nothing happens.
 */
public final class InstalledProvider implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String name = System.getProperty("teeproof.crypto.install", "");
        if (!name.isEmpty()) {
            Security.insertProviderAt(named(name), 1);
        }
    }

    private static Provider named(String name) {
        return ServiceLoader.load(Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no provider " + name + " on the class path"));
    }
}
