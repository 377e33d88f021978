package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.SnpBlueprint.Role;
import dev.teeproof.simulator.SnpBlueprint.SentCertificates;
import dev.teeproof.simulator.SnpBlueprint.Signed;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The certificates and the revocation list of a blueprint, before they are minted. Changed only in a fresh copy. */
final class SnpPkiPlan {

    AmdKeys keys;
    SigningKey vekKind = SigningKey.VCEK;
    SigningKey issuerKind = SigningKey.VCEK;
    boolean strangeRoot;
    boolean strangeRootSent;
    Map<Role, UnaryOperator<AmdCertificateSpec>> edits = Map.of();
    UnaryOperator<VekExtensions> vekEdit = UnaryOperator.identity();
    RevocationListSpec crl;
    Set<Signed> forged = EnumSet.noneOf(Signed.class);
    SentCertificates sent = SentCertificates.ALL;
    boolean pem;
    boolean crlSent;
    UnaryOperator<Bytes> tableEdit = UnaryOperator.identity();

    SnpPkiPlan(SnpProduct product, AmdKeys keys, Instant at) {
        this.keys = keys;
        this.crl = new RevocationListSpec(
                AmdCertificateSpec.arkName(product),
                at.minus(Duration.ofDays(1)),
                at.plus(Duration.ofDays(30)),
                List.of());
    }

    SnpPkiPlan(SnpPkiPlan other) {
        this.keys = other.keys;
        this.vekKind = other.vekKind;
        this.issuerKind = other.issuerKind;
        this.strangeRoot = other.strangeRoot;
        this.strangeRootSent = other.strangeRootSent;
        this.edits = other.edits;
        this.vekEdit = other.vekEdit;
        this.crl = other.crl;
        this.forged = other.forged;
        this.sent = other.sent;
        this.pem = other.pem;
        this.crlSent = other.crlSent;
        this.tableEdit = other.tableEdit;
    }

    void edit(Role role, UnaryOperator<AmdCertificateSpec> change) {
        UnaryOperator<AmdCertificateSpec> before = edits.getOrDefault(role, UnaryOperator.identity());
        Map<Role, UnaryOperator<AmdCertificateSpec>> more = new EnumMap<>(Role.class);
        more.putAll(edits);
        more.put(role, spec -> change.apply(before.apply(spec)));
        edits = more;
    }

    AmdCertificateSpec edited(Role role, AmdCertificateSpec spec) {
        return edits.getOrDefault(role, UnaryOperator.identity()).apply(spec);
    }

    void editVek(UnaryOperator<VekExtensions> change) {
        UnaryOperator<VekExtensions> before = vekEdit;
        vekEdit = extensions -> change.apply(before.apply(extensions));
    }

    void editTable(UnaryOperator<Bytes> change) {
        UnaryOperator<Bytes> before = tableEdit;
        tableEdit = table -> change.apply(before.apply(table));
    }
}
