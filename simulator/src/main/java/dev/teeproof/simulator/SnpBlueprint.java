package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.snp.FirmwareVersion;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Everything that makes up the report of a simulated AMD SEV-SNP guest and its endorsements, before anything is signed.
 * Immutable: each method gives a changed copy. {@link #mint} mints and signs it all; the same blueprint gives the same bytes.
 *
 * <p>What is changed here is signed as changed, so that one fault breaks one thing. Roots and issuers have RSA keys of 2048
 * bits, half of AMD's, and are found once for all blueprints that were made from one another.
 */
public final class SnpBlueprint {

    /** What carries a signature; {@link #forged} makes one wrong. */
    public enum Signed {
        ISSUER,
        VEK,
        CRL,
        REPORT
    }

    /** A certificate of the simulated PKI. */
    public enum Role {
        ARK,
        /** ASK or ASVK. */
        ISSUER,
        /** VCEK or VLEK. */
        VEK
    }

    /** Which certificates come along with the report. */
    public enum SentCertificates {
        NONE,
        VEK,
        VEK_AND_ISSUER,
        ALL
    }

    final long seed;
    final Instant at;
    final SnpReportPlan report;
    final SnpPkiPlan pki;

    private SnpBlueprint(SnpProduct product, long seed, Instant at) {
        this.seed = seed;
        this.at = at.truncatedTo(ChronoUnit.SECONDS);
        this.report = new SnpReportPlan(product, seed);
        this.pki = new SnpPkiPlan(product, new AmdKeys(seed), this.at);
    }

    private SnpBlueprint(SnpBlueprint other) {
        this.seed = other.seed;
        this.at = other.at;
        this.report = new SnpReportPlan(other.report);
        this.pki = new SnpPkiPlan(other.pki);
    }

    /**
     * A report of version 3 with nothing wrong, signed by the VCEK of a chip that is up to date, with all certificates in DER.
     *
     * @param seed makes its keys and identity
     * @param at when it is made: CAs are valid from two years before for 25 years, a VCEK from thirty days before for seven
     *     years, a VLEK for one, the list from a day before to thirty days after
     */
    public static SnpBlueprint of(SnpProduct product, long seed, Instant at) {
        return new SnpBlueprint(product, seed, at);
    }

    /** Mints and signs everything. */
    public SimulatedReport mint() {
        return new SnpMint(this).mint();
    }

    public Instant at() {
        return at;
    }

    public SnpProduct product() {
        return report.product;
    }

    /** The chip's own id, 64 bytes, whether the report shows it or not; of Turin chips the first 8 bytes. */
    public Bytes chipId() {
        return report.chipId;
    }

    /** What the report is derived from, and the key that signs it. */
    public TcbVersion reportedTcb() {
        return report.reported;
    }

    /** Another machine whose certificates are issued by the keys that issue another one's. */
    public SnpBlueprint underThePkiOf(SnpBlueprint other) {
        return changed(copy -> copy.pki.keys = other.pki.keys);
    }

    /** Whether both end at the same root key, if they are of one product line. */
    public boolean sharesThePkiOf(SnpBlueprint other) {
        return pki.keys.equals(other.pki.keys);
    }

    /** With a report of another version, 2 to 5; before 3 it has no CPUID, before 5 no mitigation vectors. */
    public SnpBlueprint version(int number) {
        return changed(copy -> copy.report.version = number);
    }

    /** Signed by such a key, and saying so. A VLEK's reports show no chip. */
    public SnpBlueprint signingKey(SigningKey kind) {
        return endorsedAs(kind).changed(copy -> {
            copy.report.keyInfo = switch (kind) {
                case VCEK -> 0;
                case VLEK -> 1 << 2;
            };
            copy.report.chipIdMasked = kind == SigningKey.VLEK;
        });
    }

    /** With the certificates of such a key, whatever the report says of its key. */
    public SnpBlueprint endorsedAs(SigningKey kind) {
        return changed(copy -> {
            copy.pki.vekKind = kind;
            copy.pki.issuerKind = kind;
        });
    }

    /** With a certificate from the issuer of such keys: the ASK or the ASVK. */
    public SnpBlueprint issuedAs(SigningKey kind) {
        return changed(copy -> copy.pki.issuerKind = kind);
    }

    /** With all four TCB versions these, and a key for them. */
    public SnpBlueprint tcb(TcbVersion tcb) {
        return currentTcb(tcb).reportedTcb(tcb).committedTcb(tcb).launchTcb(tcb);
    }

    public SnpBlueprint currentTcb(TcbVersion tcb) {
        return changed(copy -> copy.report.current = tcb);
    }

    /** With another reported TCB, and a key and certificate for that. */
    public SnpBlueprint reportedTcb(TcbVersion tcb) {
        return changed(copy -> copy.report.reported = tcb);
    }

    public SnpBlueprint committedTcb(TcbVersion tcb) {
        return changed(copy -> copy.report.committed = tcb);
    }

    public SnpBlueprint launchTcb(TcbVersion tcb) {
        return changed(copy -> copy.report.launch = tcb);
    }

    public SnpBlueprint guestSvn(long svn) {
        return report(0x04, new ByteWriter().u32le(svn).toBytes());
    }

    /** With another guest policy; 0x30000 is usual. */
    public SnpBlueprint policy(long bits) {
        return report(0x08, new ByteWriter().u64le(bits).toBytes());
    }

    /** With other identifiers of the guest's owner, 16 bytes each. */
    public SnpBlueprint ids(Bytes familyId, Bytes imageId) {
        return report(0x10, Bytes.concat(familyId, imageId));
    }

    public SnpBlueprint vmpl(long level) {
        return report(0x30, new ByteWriter().u32le(level).toBytes());
    }

    public SnpBlueprint platformInfo(long bits) {
        return report(0x40, new ByteWriter().u64le(bits).toBytes());
    }

    /** Saying this of its key, whatever signs it. */
    public SnpBlueprint keyInfo(int bits) {
        return changed(copy -> copy.report.keyInfo = bits);
    }

    /** With the host keeping the chip's id from its guests. */
    public SnpBlueprint maskedChipId() {
        return changed(copy -> copy.report.chipIdMasked = true);
    }

    /** With the firmware kept from signing: the signature is zero. */
    public SnpBlueprint maskedChipKey() {
        return changed(copy -> copy.report.keyInfo |= SnpMint.MASK_CHIP_KEY);
    }

    /** With this report data, zero padded to 64 bytes. */
    public SnpBlueprint reportData(Bytes bytes) {
        return changed(copy -> copy.report.reportData = Bytes.concat(bytes, Bytes.zeros(64 - bytes.size())));
    }

    /** With another launch digest, 48 bytes. */
    public SnpBlueprint measurement(Bytes digest) {
        return changed(copy -> copy.report.measurement = digest);
    }

    /** With what the host gave to the guest at launch, 32 bytes. */
    public SnpBlueprint hostData(Bytes bytes) {
        return changed(copy -> copy.report.hostData = bytes);
    }

    /** With digests of the keys that signed its ID block, 48 bytes each; key info says whether there is an author. */
    public SnpBlueprint keyDigests(Bytes idKey, Bytes authorKey) {
        return report(0xe0, Bytes.concat(idKey, authorKey));
    }

    /** With another random id of the guest, 32 bytes. */
    public SnpBlueprint reportId(Bytes id) {
        return changed(copy -> copy.report.reportId = id);
    }

    /** With a migration agent's report id, 32 bytes. */
    public SnpBlueprint migrationAgent(Bytes id) {
        return report(0x160, id);
    }

    /** Of another processor: family and model with their extensions, stepping. */
    public SnpBlueprint cpuid(int family, int model, int stepping) {
        return report(0x188, Bytes.of(family, model, stepping));
    }

    /** On another chip, with its key and certificate; as many bytes as the product line's chips have, 64 or 8. */
    public SnpBlueprint chip(Bytes id) {
        if (id.size() != product().hwIdSize()) {
            throw new IllegalArgumentException(
                    product() + " chips have ids of " + product().hwIdSize() + " bytes");
        }
        return changed(copy -> copy.report.chipId = Bytes.concat(id, Bytes.zeros(64 - id.size())));
    }

    public SnpBlueprint currentVersion(FirmwareVersion version) {
        return report(0x1e8, SnpReportPlan.firmware(version));
    }

    public SnpBlueprint committedVersion(FirmwareVersion version) {
        return report(0x1ec, SnpReportPlan.firmware(version));
    }

    /** With other mitigations, 8 bytes each; only a report of version 5 has them. */
    public SnpBlueprint mitigations(Bytes atLaunch, Bytes current) {
        return report(0x1f8, Bytes.concat(atLaunch, current));
    }

    /** With bytes of the report written over, before it is signed; also over what other methods set. */
    public SnpBlueprint report(int offset, Bytes bytes) {
        return changed(copy -> copy.report.patches = Patch.added(copy.report.patches, new Patch(offset, bytes)));
    }

    /** With bytes of the report written over after it was signed; also over the signature. */
    public SnpBlueprint sentReport(int offset, Bytes bytes) {
        return changed(
                copy -> copy.report.sentPatches = Patch.added(copy.report.sentPatches, new Patch(offset, bytes)));
    }

    /** With another certificate in a role. */
    public SnpBlueprint certificate(Role role, UnaryOperator<AmdCertificateSpec> change) {
        return changed(copy -> copy.pki.edit(role, change));
    }

    /** With other extensions in the certificate of the key; the key stays what it was. */
    public SnpBlueprint vek(UnaryOperator<VekExtensions> change) {
        return changed(copy -> copy.pki.editVek(change));
    }

    /** With an issuer that somebody else's root has certified; that root comes along. */
    public SnpBlueprint strangeRoot() {
        return changed(copy -> {
            copy.pki.strangeRoot = true;
            copy.pki.strangeRootSent = true;
        });
    }

    /** With somebody else's root coming along, though the issuer is the right one's. */
    public SnpBlueprint strangeRootSent() {
        return changed(copy -> copy.pki.strangeRootSent = true);
    }

    public SnpBlueprint crl(UnaryOperator<RevocationListSpec> change) {
        return changed(copy -> copy.pki.crl = change.apply(copy.pki.crl));
    }

    /** With the ASK or ASVK in the revocation list. */
    public SnpBlueprint issuerRevoked() {
        AmdCertificateSpec issuer = pki.edited(Role.ISSUER, AmdCertificateSpec.issuer(product(), pki.issuerKind, at));
        return crl(list -> list.revoking(issuer.serial()));
    }

    /** With a wrong signature. */
    public SnpBlueprint forged(Signed signed) {
        return changed(copy -> {
            copy.pki.forged = EnumSet.copyOf(copy.pki.forged);
            copy.pki.forged.add(signed);
        });
    }

    /** With these certificates coming along. */
    public SnpBlueprint sent(SentCertificates which) {
        return changed(copy -> copy.pki.sent = which);
    }

    /** With the certificates that come along in PEM. */
    public SnpBlueprint pem() {
        return changed(copy -> copy.pki.pem = true);
    }

    /** With the revocation list coming along as well. */
    public SnpBlueprint crlSent() {
        return changed(copy -> copy.pki.crlSent = true);
    }

    /** With another certificate table. */
    public SnpBlueprint table(UnaryOperator<Bytes> change) {
        return changed(copy -> copy.pki.editTable(change));
    }

    private SnpBlueprint changed(Consumer<SnpBlueprint> change) {
        SnpBlueprint copy = new SnpBlueprint(this);
        change.accept(copy);
        return copy;
    }
}
