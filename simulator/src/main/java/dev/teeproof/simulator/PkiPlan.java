package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.simulator.TdxBlueprint.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The certificates and revocation lists of a blueprint, before they are minted. Changed only in a fresh copy. */
final class PkiPlan {

    CertificateSpec root;
    CertificateSpec pckCa;
    CertificateSpec pck;
    CertificateSpec tcbSigner;
    PckCa authority = PckCa.PLATFORM;
    Role pckIssuerKey = Role.PCK_CA;
    Role tcbSignerKey = Role.TCB_SIGNER;
    RevocationListSpec rootCrl;
    RevocationListSpec pckCrl;
    PlatformSpec platform;

    PkiPlan(long seed, Instant at, Instant issued, Instant next) {
        Instant from = at.minus(Duration.ofDays(365));
        Instant to = at.plus(Duration.ofDays(3650));
        String rootName = "Simulated SGX Root CA";
        this.root = CertificateSpec.ca(rootName, rootName, 1, from, to, 1);
        this.pckCa = CertificateSpec.ca(subject(authority), rootName, 2, from, to, 0);
        this.platform = new PlatformSpec(
                Digest.SHA_256.of(Bytes.utf8("ppid " + seed)).slice(0, 16),
                Bytes.of(3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0),
                13,
                Bytes.of(0, 0),
                Bytes.hex("90c06f000000"));
        this.pck = CertificateSpec.leaf("Simulated SGX PCK Certificate", pckCa.subject(), 3, from, to)
                .withSgxExtension(Optional.of(platform.sgxExtension(authority)));
        this.tcbSigner = CertificateSpec.leaf("Simulated SGX TCB Signing", rootName, 4, from, to);
        this.rootCrl = new RevocationListSpec(rootName, issued, next, List.of());
        this.pckCrl = new RevocationListSpec(pckCa.subject(), issued, next, List.of());
    }

    PkiPlan(PkiPlan other) {
        this.root = other.root;
        this.pckCa = other.pckCa;
        this.pck = other.pck;
        this.tcbSigner = other.tcbSigner;
        this.authority = other.authority;
        this.pckIssuerKey = other.pckIssuerKey;
        this.tcbSignerKey = other.tcbSignerKey;
        this.rootCrl = other.rootCrl;
        this.pckCrl = other.pckCrl;
        this.platform = other.platform;
    }

    void platform(PlatformSpec other) {
        platform = other;
        pck = pck.withSgxExtension(Optional.of(other.sgxExtension(authority)));
    }

    void authority(PckCa other) {
        authority = other;
        pckCa = pckCa.withSubject(subject(other));
        pck = pck.withIssuer(subject(other)).withSgxExtension(Optional.of(platform.sgxExtension(other)));
        pckCrl = pckCrl.withIssuer(subject(other));
    }

    private static String subject(PckCa ca) {
        return switch (ca) {
            case PROCESSOR -> "Simulated SGX PCK Processor CA";
            case PLATFORM -> "Simulated SGX PCK Platform CA";
        };
    }
}
