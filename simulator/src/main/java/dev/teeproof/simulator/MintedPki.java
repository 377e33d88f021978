package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The DER certificates of a blueprint. */
record MintedPki(Map<Role, Bytes> certificates) {

    static MintedPki of(IntelBlueprint<?> plan) {
        PkiPlan pki = plan.pki;
        SimulatedKey root = plan.key(Role.ROOT);
        SimulatedKey stranger = plan.key(Role.STRANGER);
        return new MintedPki(Map.of(
                Role.ROOT, pki.root.mint(root, root),
                Role.STRANGER, pki.root.mint(stranger, stranger),
                Role.PCK_CA, plan.sign(Signed.PCK_CA, pki.pckCa.mint(plan.key(Role.PCK_CA), root)),
                Role.PCK, plan.sign(Signed.PCK, pki.pck.mint(plan.key(Role.PCK), plan.key(pki.pckIssuerKey))),
                Role.TCB_SIGNER, plan.sign(Signed.TCB_SIGNER, pki.tcbSigner.mint(plan.key(Role.TCB_SIGNER), root))));
    }

    Bytes der(Role role) {
        Bytes der = certificates.get(role);
        if (der == null) {
            throw new IllegalStateException("every role has a certificate");
        }
        return der;
    }

    /** The certificates of these roles, one after the other. */
    Bytes pem(List<Role> roles) {
        StringBuilder pem = new StringBuilder();
        roles.forEach(role -> pem.append(pem("CERTIFICATE", der(role))));
        return Bytes.utf8(pem.toString());
    }

    String chain(Role leaf, Role issuer) {
        return text(pem(List.of(leaf, issuer)));
    }

    static String pem(String label, Bytes der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray()) + "\n-----END " + label
                + "-----\n";
    }

    static String text(Bytes utf8) {
        try {
            return utf8.toUtf8("pem");
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("PEM is text", e);
        }
    }
}
