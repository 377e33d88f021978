package dev.teeproof.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.teeproof.crypto.SignatureVerifier;

/** Who computes signatures, by the names that the benchmarks take as a parameter. */
public enum Computing {
    CORRETTO {
        @Override
        SignatureVerifier signatures() {
            return SignatureVerifier.of(AmazonCorrettoCryptoProvider.INSTANCE);
        }
    },
    JDK {
        @Override
        SignatureVerifier signatures() {
            return SignatureVerifier.ofJava();
        }
    };

    abstract SignatureVerifier signatures();

    /** Whether Corretto's provider works on this machine; the JDK's does on every. */
    static boolean correttoIsHealthy() {
        return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
    }
}
