package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import java.util.List;

/** One Milan machine whose list holds for a month, and what it needs. */
final class SimulatedAmd {

    static final SnpBlueprint MACHINE = SnpBlueprint.of(SnpProduct.MILAN, 7, AT);
    static final SimulatedReport MINTED = MACHINE.mint();
    static final AmdItem.Vcek VCEK = vcek(MACHINE);
    static final AmdItem CHAIN = new AmdItem.IssuerChain(SnpProduct.MILAN, SigningKey.VCEK);
    static final AmdItem CRL = new AmdItem.RevocationList(SnpProduct.MILAN, SigningKey.VCEK);
    static final List<AmdItem> ITEMS = List.of(VCEK, CHAIN, CRL);

    private SimulatedAmd() {}

    static AmdItem.Vcek vcek(SnpBlueprint machine) {
        return new AmdItem.Vcek(machine.product(), machine.chipId(), machine.reportedTcb());
    }

    /** A machine that nobody has heard of. */
    static AmdItem.Vcek unheardOf(int number) {
        Bytes chip = Bytes.concat(Bytes.of(number >> 8, number), VCEK.chipId().slice(2, 64));
        return new AmdItem.Vcek(VCEK.product(), chip, VCEK.reportedTcb());
    }

    static Bytes right(AmdItem item) {
        return part(item, MINTED);
    }

    static Bytes part(AmdItem item, SimulatedReport minted) {
        return switch (item) {
            case AmdItem.Vcek vcek -> minted.vek();
            case AmdItem.IssuerChain chain -> minted.chainPem();
            case AmdItem.RevocationList list -> minted.crl();
        };
    }

    static Certificate certificate(Bytes der) {
        try {
            return Certificate.read(der, CertificateProfile.RSA_PSS_SHA384, "simulated");
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes for genuine what ends at the machine's root, and knows no issuer by itself. */
    static AmdGenuineness genuine() {
        return GenuineAmdEndorsements.of(
                List.of(certificate(MINTED.root())), List.of(), SignatureVerifier.ofPlatform());
    }
}
