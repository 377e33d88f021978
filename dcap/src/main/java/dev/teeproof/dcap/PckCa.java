package dev.teeproof.dcap;

import dev.teeproof.crypto.DistinguishedName;
import java.util.Optional;

/** Intel's two issuers of PCK certificates, each with a revocation list of its own. */
public enum PckCa {
    PLATFORM("platform", "Platform"),
    PROCESSOR("processor", "Processor");

    private final String parameter;
    private final String phrase;

    PckCa(String parameter, String phrase) {
        this.parameter = parameter;
        this.phrase = phrase;
    }

    /** As the parameter {@code ca} of a request names it. */
    public String parameter() {
        return parameter;
    }

    /** The one that a CA's common name speaks of. */
    public static Optional<PckCa> of(DistinguishedName ca) {
        String name = ca.commonName().orElse("");
        for (PckCa candidate : values()) {
            if (name.contains(candidate.phrase)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
