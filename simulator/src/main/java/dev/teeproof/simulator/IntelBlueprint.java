package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What every simulated Intel platform has before anything is signed: certificates, revocation lists, TCB info, the quoting
 * enclave and its identity, and a quote around a report. Immutable: each method gives a changed copy.
 *
 * <p>What is changed here is signed as changed, so that one fault breaks one thing.
 *
 * @param <B> the blueprint itself, which the methods give again
 */
public abstract sealed class IntelBlueprint<B extends IntelBlueprint<B>> permits TdxBlueprint, QuoteBlueprint {

    final QuoteKind kind;
    final long seed;
    final Instant at;
    final PkiPlan pki;
    final QuotePlan quote;
    final CollateralPlan documents;
    long pkiSeed;
    Set<Signed> forged = EnumSet.noneOf(Signed.class);

    IntelBlueprint(QuoteKind kind, long seed, Instant at) {
        this.kind = kind;
        this.seed = seed;
        this.pkiSeed = seed;
        this.at = at.truncatedTo(ChronoUnit.SECONDS);
        Instant issued = this.at.minus(Duration.ofDays(1));
        Instant next = this.at.plus(Duration.ofDays(30));
        this.pki = new PkiPlan(seed, this.at, issued, next);
        this.quote = new QuotePlan(kind, Digest.SHA_512.of(Bytes.utf8("report data " + seed)));
        this.documents = new CollateralPlan(kind, issued, next);
    }

    IntelBlueprint(IntelBlueprint<B> other) {
        this.kind = other.kind;
        this.seed = other.seed;
        this.at = other.at;
        this.pki = new PkiPlan(other.pki);
        this.quote = new QuotePlan(other.quote);
        this.documents = new CollateralPlan(other.documents);
        this.pkiSeed = other.pkiSeed;
        this.forged = other.forged;
    }

    abstract B copy();

    /** The report's bytes before they are patched. */
    abstract Bytes body();

    final B changed(Consumer<? super B> change) {
        B copy = copy();
        change.accept(copy);
        return copy;
    }

    public final Instant at() {
        return at;
    }

    public final QuoteKind kind() {
        return kind;
    }

    /** Mints and signs what Intel's services would serve for this platform. */
    public final SimulatedEndorsements endorsements() {
        return SimulatedEndorsements.of(this);
    }

    /** Another platform under the same root, PCK CA and TCB signer: only its PCK certificate has a key of its own. */
    public final B underThePkiOf(IntelBlueprint<?> other) {
        return changed(copy -> copy.pkiSeed = other.pkiSeed);
    }

    /** Whether both end at the same root. */
    public final boolean sharesThePkiOf(IntelBlueprint<?> other) {
        return pkiSeed == other.pkiSeed;
    }

    /** With another certificate in a role. */
    public final B certificate(Role role, UnaryOperator<CertificateSpec> change) {
        return changed(copy -> {
            PkiPlan plan = copy.pki;
            switch (role) {
                case ROOT, STRANGER -> plan.root = change.apply(plan.root);
                case PCK_CA -> plan.pckCa = change.apply(plan.pckCa);
                case PCK -> plan.pck = change.apply(plan.pck);
                case TCB_SIGNER -> plan.tcbSigner = change.apply(plan.tcbSigner);
            }
        });
    }

    /** With the PCK certificate signed by the key of another role. */
    public final B pckIssuedBy(Role role) {
        return changed(copy -> copy.pki.pckIssuerKey = role);
    }

    /**
     * With a PCK certificate from another of Intel's two authorities, and that one's revocation list; only the platform CA
     * knows platforms of several packages.
     */
    public final B pckCa(PckCa authority) {
        return changed(copy -> copy.pki.authority(authority));
    }

    /** With TCB info and QE identity signed by the certificate of another role. */
    public final B collateralSignedBy(Role role) {
        return changed(copy -> copy.pki.tcbSignerKey = role);
    }

    public final B rootCrl(UnaryOperator<RevocationListSpec> change) {
        return changed(copy -> copy.pki.rootCrl = change.apply(copy.pki.rootCrl));
    }

    public final B pckCrl(UnaryOperator<RevocationListSpec> change) {
        return changed(copy -> copy.pki.pckCrl = change.apply(copy.pki.pckCrl));
    }

    /** With a PCK certificate for another platform; the TCB info stays the one it was. */
    public final B platform(UnaryOperator<PlatformSpec> change) {
        return changed(copy -> copy.pki.platform(change.apply(copy.pki.platform)));
    }

    /** A platform of another model: PCK certificate and TCB info name the same one. */
    public final B fmspc(Bytes fmspc) {
        return changed(copy -> {
            copy.pki.platform(copy.pki.platform.withFmspc(fmspc));
            copy.documents.tcbInfo = copy.documents.tcbInfo.withFmspc(fmspc);
        });
    }

    /** With another TCB info, before its text is edited by {@link #tcbInfo(String, String)} and signed. */
    public final B tcbInfo(UnaryOperator<TcbInfoSpec> change) {
        return changed(copy -> copy.documents.tcbInfo = change.apply(copy.documents.tcbInfo));
    }

    /** With one piece of the TCB info's text replaced, where it first stands; in the early one too, if it stands there. */
    public final B tcbInfo(String piece, String replacement) {
        Edit edit = new Edit(piece, replacement);
        edit.in(documents.tcbInfoText());
        return changed(copy -> copy.documents.tcbInfoEdits = Patch.added(copy.documents.tcbInfoEdits, edit));
    }

    /** With another QE identity, before its text is edited by {@link #qeIdentity(String, String)} and signed. */
    public final B qeIdentity(UnaryOperator<QeIdentitySpec> change) {
        return changed(copy -> copy.documents.qeIdentity = change.apply(copy.documents.qeIdentity));
    }

    /** With one piece of the QE identity's text replaced, where it first stands; in the early one too, if it stands there. */
    public final B qeIdentity(String piece, String replacement) {
        Edit edit = new Edit(piece, replacement);
        edit.in(documents.qeIdentityText());
        return changed(copy -> copy.documents.qeIdentityEdits = Patch.added(copy.documents.qeIdentityEdits, edit));
    }

    /** With the documents of the next TCB evaluation as further members of the collateral's container. */
    public final B earlyDocuments() {
        return changed(copy -> copy.documents.early = true);
    }

    /** With the PCK chain as a further member of the collateral's container. */
    public final B pckChainInCollateral() {
        return changed(copy -> copy.documents.pckChain = true);
    }

    /** With another text in a member of the collateral's container, after everything was signed. */
    public final B sentCollateral(String member, UnaryOperator<String> change) {
        CollateralPlan.Rewriting rewriting = new CollateralPlan.Rewriting(member, change);
        return changed(copy -> copy.documents.rewritings = Patch.added(copy.documents.rewritings, rewriting));
    }

    /** With a wrong signature. */
    public final B forged(Signed signed) {
        return changed(copy -> {
            copy.forged = EnumSet.copyOf(copy.forged);
            copy.forged.add(signed);
        });
    }

    /** With bytes of the quote's header written over, before it is signed. */
    public final B header(int offset, Bytes bytes) {
        return changed(
                copy -> copy.quote.headerPatches = Patch.added(copy.quote.headerPatches, new Patch(offset, bytes)));
    }

    /** With bytes of the report written over, before it is signed; also over measurements and report data. */
    public final B body(int offset, Bytes bytes) {
        return changed(copy -> copy.quote.bodyPatches = Patch.added(copy.quote.bodyPatches, new Patch(offset, bytes)));
    }

    /** With bytes of the quoting enclave's report written over, before it is signed; also over the report data. */
    public final B qeReport(int offset, Bytes bytes) {
        return changed(
                copy -> copy.quote.qeReportPatches = Patch.added(copy.quote.qeReportPatches, new Patch(offset, bytes)));
    }

    /** With this report data, zero padded to 64 bytes. */
    public final B reportData(Bytes bytes) {
        return changed(copy -> copy.quote.reportData = Bytes.concat(bytes, Bytes.zeros(64 - bytes.size())));
    }

    /** With another type and size of the body stated, which only version 5 does. */
    public final B bodyDescriptor(int type, long size) {
        return changed(copy -> {
            copy.quote.descriptorType = type;
            copy.quote.descriptorSize = size;
        });
    }

    /** With other certificates, or in another order, in the quote. */
    public final B sentChain(List<Role> roles) {
        return changed(copy -> copy.quote.sentChain = List.copyOf(roles));
    }

    /** With another type stated of the certification data, whose content stays what it was. */
    public final B certificationDataType(int type) {
        return changed(copy -> copy.quote.certificationDataType = type);
    }

    /**
     * With certification data of another type: 1 the PPID; 2 and 3 the PPID encrypted, 256 and 384 bytes; 4 the PCK
     * certificate in PEM; 5 its chain; 7 a platform manifest.
     */
    public final B certificationData(int type) {
        return changed(copy -> {
            copy.quote.certificationDataType = type;
            copy.quote.certificationContent = type;
            copy.quote.certificationData = Optional.empty();
        });
    }

    /** With these bytes as certification data of a type. */
    public final B certificationData(int type, Bytes content) {
        return changed(copy -> {
            copy.quote.certificationDataType = type;
            copy.quote.certificationData = Optional.of(content);
        });
    }

    /** With another type stated of what surrounds the quoting enclave's report in versions 4 and 5; 6 is right. */
    public final B outerType(int type) {
        return changed(copy -> copy.quote.outerType = type);
    }

    /** With these bytes hashed into the quoting enclave's report behind the attestation key; at most 65535. */
    public final B qeAuthenticationData(Bytes bytes) {
        return changed(copy -> copy.quote.qeAuthenticationData = bytes);
    }

    /** With these 64 bytes where the attestation key stands, vouched for by the quoting enclave. */
    public final B attestationKey(Bytes xy) {
        return changed(copy -> copy.quote.attestationKey = Optional.of(xy));
    }

    /** With bytes behind the quote, which nothing signs. */
    public final B trailingBytes(Bytes bytes) {
        return changed(copy -> copy.quote.trailing = bytes);
    }

    final SimulatedKey key(Role role) {
        return SimulatedKey.of(role == Role.PCK ? seed : pkiSeed, role.name());
    }

    /** A forged signature differs in the last bit of what carries it, which is the last bit of its s. */
    final Bytes sign(Signed signed, Bytes carrier) {
        if (!forged.contains(signed)) {
            return carrier;
        }
        int last = carrier.size() - 1;
        return Bytes.concat(carrier.slice(0, last), Bytes.of(carrier.at(last) ^ 1));
    }
}
