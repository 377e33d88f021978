package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.EventLogVersion;
import dev.teeproof.eventlog.RuntimeEvent;
import dev.teeproof.eventlog.RuntimeLog;
import dev.teeproof.eventlog.TdxEventLog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Everything that makes up a simulated TDX machine and its evidence, before anything is signed. Immutable: each method
 * gives a changed copy. {@link #build} mints and signs it all; the same blueprint gives the same bytes.
 *
 * <p>What is changed here is signed as changed, so that one fault breaks one thing. What is measured ({@link #runtime},
 * {@link #bootImage}) and what is sent ({@link #sentRuntime}, {@link #vmConfig}) can be changed apart.
 */
public final class TdxBlueprint {

    /** What carries a signature; {@link #forged} makes one wrong. */
    public enum Signed {
        PCK_CA,
        PCK,
        TCB_SIGNER,
        ROOT_CRL,
        PCK_CRL,
        TCB_INFO,
        QE_IDENTITY,
        QE_REPORT,
        QUOTE
    }

    /** A certificate of the simulated PKI. */
    public enum Role {
        ROOT,
        PCK_CA,
        PCK,
        TCB_SIGNER,
        /** Another root, unrelated to the first. */
        STRANGER
    }

    /** Bytes written over others. */
    record Patch(int offset, Bytes bytes) {}

    /** Another text in a member of the collateral's container. */
    record Rewriting(String member, UnaryOperator<String> change) {}

    private static final int MRTD = 136;
    private static final int RTMR0 = 328;

    final long seed;
    final Instant at;

    CertificateSpec root;
    CertificateSpec pckCa;
    CertificateSpec pck;
    CertificateSpec tcbSigner;
    Role pckIssuerKey = Role.PCK_CA;
    Role tcbSignerKey = Role.TCB_SIGNER;
    RevocationListSpec rootCrl;
    RevocationListSpec pckCrl;
    PlatformSpec platform;
    String tcbInfo;
    String qeIdentity;
    Set<Signed> forged = EnumSet.noneOf(Signed.class);
    List<Patch> headerPatches = List.of();
    List<Patch> reportPatches = List.of();
    List<Patch> qeReportPatches = List.of();
    List<Rewriting> rewritings = List.of();
    List<Role> sentChain = List.of(Role.PCK, Role.PCK_CA, Role.ROOT);
    int certificationDataType = 5;
    Optional<Bytes> attestationKey = Optional.empty();
    Bytes reportData;
    Optional<Bytes> statedReportData = Optional.empty();
    Optional<String> pod = Optional.empty();
    SimulatedImage image;
    Optional<SimulatedImage> bootImage = Optional.empty();
    long memorySize = 0x8000_0000L;
    String vmConfig;
    RuntimeLog runtime;
    Optional<RuntimeLog> sentRuntime = Optional.empty();
    UnaryOperator<TdxEventLog> sentEventLog = UnaryOperator.identity();
    boolean wholeEventLog;

    private TdxBlueprint(long seed, Instant at) {
        this.seed = seed;
        this.at = at.truncatedTo(ChronoUnit.SECONDS);
        Instant from = this.at.minus(Duration.ofDays(365));
        Instant to = this.at.plus(Duration.ofDays(3650));
        this.root = new CertificateSpec(
                "Simulated SGX Root CA",
                "Simulated SGX Root CA",
                1,
                from,
                to,
                1,
                CertificateSpec.CA_USAGE,
                false,
                Optional.empty());
        this.pckCa = new CertificateSpec(
                "Simulated SGX PCK Platform CA",
                root.subject(),
                2,
                from,
                to,
                0,
                CertificateSpec.CA_USAGE,
                false,
                Optional.empty());
        this.platform = new PlatformSpec(
                Digest.SHA_256.of(Bytes.utf8("ppid " + seed)).slice(0, 16),
                Bytes.of(3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0),
                13,
                Bytes.of(0, 0),
                Bytes.hex("90c06f000000"));
        this.pck = new CertificateSpec(
                "Simulated SGX PCK Certificate",
                pckCa.subject(),
                3,
                from,
                to,
                -1,
                CertificateSpec.LEAF_USAGE,
                false,
                Optional.of(platform.sgxExtension()));
        this.tcbSigner = new CertificateSpec(
                "Simulated SGX TCB Signing",
                root.subject(),
                4,
                from,
                to,
                -1,
                CertificateSpec.LEAF_USAGE,
                false,
                Optional.empty());
        Instant issued = this.at.minus(Duration.ofDays(1));
        Instant next = this.at.plus(Duration.ofDays(30));
        this.rootCrl = new RevocationListSpec(root.subject(), issued, next, List.of());
        this.pckCrl = new RevocationListSpec(pckCa.subject(), issued, next, List.of());
        this.tcbInfo = CollateralText.tcbInfo(issued, next);
        this.qeIdentity = CollateralText.qeIdentity(issued, next);
        this.reportData = Digest.SHA_512.of(Bytes.utf8("report data " + seed));
        this.image = SimulatedImage.named("simulated-0.1.0");
        this.vmConfig = vmConfig(image, memorySize);
        this.runtime = new RuntimeLog(systemEvents(seed, EventLogVersion.V1));
    }

    private TdxBlueprint(TdxBlueprint other) {
        this.seed = other.seed;
        this.at = other.at;
        this.root = other.root;
        this.pckCa = other.pckCa;
        this.pck = other.pck;
        this.tcbSigner = other.tcbSigner;
        this.pckIssuerKey = other.pckIssuerKey;
        this.tcbSignerKey = other.tcbSignerKey;
        this.rootCrl = other.rootCrl;
        this.pckCrl = other.pckCrl;
        this.platform = other.platform;
        this.tcbInfo = other.tcbInfo;
        this.qeIdentity = other.qeIdentity;
        this.forged = other.forged;
        this.headerPatches = other.headerPatches;
        this.reportPatches = other.reportPatches;
        this.qeReportPatches = other.qeReportPatches;
        this.rewritings = other.rewritings;
        this.sentChain = other.sentChain;
        this.certificationDataType = other.certificationDataType;
        this.attestationKey = other.attestationKey;
        this.reportData = other.reportData;
        this.statedReportData = other.statedReportData;
        this.pod = other.pod;
        this.image = other.image;
        this.bootImage = other.bootImage;
        this.memorySize = other.memorySize;
        this.vmConfig = other.vmConfig;
        this.runtime = other.runtime;
        this.sentRuntime = other.sentRuntime;
        this.sentEventLog = other.sentEventLog;
        this.wholeEventLog = other.wholeEventLog;
    }

    /**
     * A machine with nothing wrong: UpToDate, a lite attestation of a small image, runtime events of version 1.
     *
     * @param seed makes its keys and identity
     * @param at when its evidence is made: certificates are valid from a year before to ten years after, lists and
     *     documents from a day before to thirty days after
     */
    public static TdxBlueprint of(long seed, Instant at) {
        return new TdxBlueprint(seed, at);
    }

    /** Mints, measures and signs everything. */
    public SimulatedTdx build() {
        return SimulatedTdx.of(this);
    }

    public Instant at() {
        return at;
    }

    private TdxBlueprint changed(Consumer<TdxBlueprint> change) {
        TdxBlueprint copy = new TdxBlueprint(this);
        change.accept(copy);
        return copy;
    }

    /** With another certificate in a role. */
    public TdxBlueprint certificate(Role role, UnaryOperator<CertificateSpec> change) {
        return changed(copy -> {
            switch (role) {
                case ROOT, STRANGER -> copy.root = change.apply(copy.root);
                case PCK_CA -> copy.pckCa = change.apply(copy.pckCa);
                case PCK -> copy.pck = change.apply(copy.pck);
                case TCB_SIGNER -> copy.tcbSigner = change.apply(copy.tcbSigner);
            }
        });
    }

    /** With the PCK certificate signed by the key of another role. */
    public TdxBlueprint pckIssuedBy(Role role) {
        return changed(copy -> copy.pckIssuerKey = role);
    }

    /** With TCB info and QE identity signed by the certificate of another role. */
    public TdxBlueprint collateralSignedBy(Role role) {
        return changed(copy -> copy.tcbSignerKey = role);
    }

    public TdxBlueprint rootCrl(UnaryOperator<RevocationListSpec> change) {
        return changed(copy -> copy.rootCrl = change.apply(copy.rootCrl));
    }

    public TdxBlueprint pckCrl(UnaryOperator<RevocationListSpec> change) {
        return changed(copy -> copy.pckCrl = change.apply(copy.pckCrl));
    }

    /** With a PCK certificate for another platform. */
    public TdxBlueprint platform(UnaryOperator<PlatformSpec> change) {
        return changed(copy -> {
            copy.platform = change.apply(copy.platform);
            copy.pck = copy.pck.withSgxExtension(Optional.of(copy.platform.sgxExtension()));
        });
    }

    /** With one piece of the TCB info's text replaced, where it first stands. */
    public TdxBlueprint tcbInfo(String piece, String replacement) {
        return changed(copy -> copy.tcbInfo = replaced(copy.tcbInfo, piece, replacement));
    }

    /** With one piece of the QE identity's text replaced, where it first stands. */
    public TdxBlueprint qeIdentity(String piece, String replacement) {
        return changed(copy -> copy.qeIdentity = replaced(copy.qeIdentity, piece, replacement));
    }

    /** With a wrong signature. */
    public TdxBlueprint forged(Signed signed) {
        return changed(copy -> {
            copy.forged = EnumSet.copyOf(copy.forged);
            copy.forged.add(signed);
        });
    }

    /** With bytes of the quote's header written over, before it is signed. */
    public TdxBlueprint header(int offset, Bytes bytes) {
        return changed(copy -> copy.headerPatches = added(copy.headerPatches, new Patch(offset, bytes)));
    }

    /** With bytes of the TD report written over, before it is signed; also over the registers. */
    public TdxBlueprint report(int offset, Bytes bytes) {
        return changed(copy -> copy.reportPatches = added(copy.reportPatches, new Patch(offset, bytes)));
    }

    /** With bytes of the quoting enclave's report written over, before it is signed; also over the report data. */
    public TdxBlueprint qeReport(int offset, Bytes bytes) {
        return changed(copy -> copy.qeReportPatches = added(copy.qeReportPatches, new Patch(offset, bytes)));
    }

    /** With another text in a member of the collateral's container, after everything was signed. */
    public TdxBlueprint sentCollateral(String member, UnaryOperator<String> change) {
        return changed(copy -> copy.rewritings = added(copy.rewritings, new Rewriting(member, change)));
    }

    /** With other certificates, or in another order, in the quote. */
    public TdxBlueprint sentChain(List<Role> roles) {
        return changed(copy -> copy.sentChain = List.copyOf(roles));
    }

    public TdxBlueprint certificationDataType(int type) {
        return changed(copy -> copy.certificationDataType = type);
    }

    /** With these 64 bytes where the attestation key stands, vouched for by the quoting enclave. */
    public TdxBlueprint attestationKey(Bytes xy) {
        return changed(copy -> copy.attestationKey = Optional.of(xy));
    }

    /** With this report data, zero padded to 64 bytes. */
    public TdxBlueprint reportData(Bytes bytes) {
        return changed(copy -> copy.reportData = Bytes.concat(bytes, Bytes.zeros(64 - bytes.size())));
    }

    /** With another report data in the attestation than in the quote. */
    public TdxBlueprint statedReportData(Bytes bytes) {
        return changed(copy -> copy.statedReportData = Optional.of(bytes));
    }

    /** As a pod, whose report data commits the payload. */
    public TdxBlueprint pod(String payload) {
        return changed(copy -> {
            copy.pod = Optional.of(payload);
            copy.reportData = Digest.SHA_512.of(Bytes.utf8("app-data:" + payload));
        });
    }

    /** With another payload than the one that the report data commits. */
    public TdxBlueprint podPayload(String payload) {
        return changed(copy -> copy.pod = Optional.of(payload));
    }

    /** Booted from an image, and saying so. */
    public TdxBlueprint image(SimulatedImage other) {
        return changed(copy -> {
            copy.image = other;
            copy.vmConfig = vmConfig(other, copy.memorySize);
        });
    }

    /** Booted from another image than the evidence says. */
    public TdxBlueprint bootImage(SimulatedImage other) {
        return changed(copy -> copy.bootImage = Optional.of(other));
    }

    /** With one piece of the VM configuration's text replaced, where it first stands. */
    public TdxBlueprint vmConfig(String piece, String replacement) {
        return changed(copy -> copy.vmConfig = replaced(copy.vmConfig, piece, replacement));
    }

    /** With so many bytes of memory, and saying so. */
    public TdxBlueprint memory(long bytes) {
        return changed(copy -> {
            copy.vmConfig = replaced(copy.vmConfig, "\"memory_size\":" + copy.memorySize, "\"memory_size\":" + bytes);
            copy.memorySize = bytes;
        });
    }

    /** With runtime events of these versions, taken in turn. */
    public TdxBlueprint eventVersions(EventLogVersion... versions) {
        return changed(copy -> {
            List<RuntimeEvent> events = new ArrayList<>();
            for (RuntimeEvent event : copy.runtime.events()) {
                events.add(new RuntimeEvent(event.event(), event.payload(), versions[events.size() % versions.length]));
            }
            copy.runtime = new RuntimeLog(events);
        });
    }

    /** With other runtime events measured and sent. */
    public TdxBlueprint runtime(UnaryOperator<List<RuntimeEvent>> change) {
        return changed(copy -> copy.runtime = new RuntimeLog(change.apply(new ArrayList<>(copy.runtime.events()))));
    }

    /** With other runtime events sent than were measured. */
    public TdxBlueprint sentRuntime(UnaryOperator<List<RuntimeEvent>> change) {
        return changed(copy ->
                copy.sentRuntime = Optional.of(new RuntimeLog(change.apply(new ArrayList<>(copy.runtime.events())))));
    }

    /** With another event log sent than was measured. */
    public TdxBlueprint sentEventLog(UnaryOperator<TdxEventLog> change) {
        return changed(copy -> copy.sentEventLog = change);
    }

    /** With all boot events in the event log, instead of the ACPI markers alone. */
    public TdxBlueprint wholeEventLog() {
        return changed(copy -> copy.wholeEventLog = true);
    }

    SimulatedKey key(Role role) {
        return SimulatedKey.of(seed, role.name());
    }

    TdxEventLog bootEvents() {
        return bootImage.orElse(image).bootEvents(memorySize);
    }

    /** The TD report's 584 bytes. */
    Bytes tdReport() {
        TdxEventLog boot = bootEvents();
        // The configuration names QEMU 8.2.2, which measures in two passes.
        Bytes mrtd = bootImage.orElse(image).measurement().mrtdTwoPass();
        Bytes zeros48 = Bytes.zeros(48);
        Bytes report = new ByteWriter()
                .bytes(Bytes.of(6, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
                .bytes(Digest.SHA_384.of(Bytes.utf8("simulated TDX module")))
                .bytes(zeros48)
                .u64le(0)
                .u64le(1L << 28)
                .u64le(0x602e7)
                .bytes(mrtd)
                .bytes(zeros48)
                .bytes(zeros48)
                .bytes(zeros48)
                .bytes(boot.replay(0))
                .bytes(boot.replay(1))
                .bytes(boot.replay(2))
                .bytes(runtime.replay(Digest.SHA_384))
                .bytes(reportData)
                .toBytes();
        return patched(report, reportPatches);
    }

    /** Offset of MRTD in a TD report. */
    public static int mrtdOffset() {
        return MRTD;
    }

    /** Offset of a run-time measurement register in a TD report. */
    public static int rtmrOffset(int index) {
        return RTMR0 + 48 * index;
    }

    static Bytes patched(Bytes bytes, List<Patch> patches) {
        Bytes patched = bytes;
        for (Patch patch : patches) {
            int end = patch.offset() + patch.bytes().size();
            patched = Bytes.concat(patched.slice(0, patch.offset()), patch.bytes(), patched.slice(end, patched.size()));
        }
        return patched;
    }

    private static String vmConfig(SimulatedImage image, long memorySize) {
        return "{\"os_image_hash\":\"" + image.osImageHash() + "\",\"cpu_count\":2,\"memory_size\":" + memorySize
                + ",\"qemu_version\":\"8.2.2\",\"pci_hole64_size\":0,\"hugepages\":false,\"num_gpus\":0,"
                + "\"num_nvswitches\":0,\"hotplug_off\":false,\"image\":\"" + image.name()
                + "\",\"host_share_mode\":\"\",\"ovmf_variant\":\"pre202505\",\"tdx_attestation_variant\":\"lite\","
                + "\"tdx_measurement\":" + image.measurementJson() + ",\"spec_version\":1}";
    }

    private static List<RuntimeEvent> systemEvents(long seed, EventLogVersion version) {
        Bytes compose = Digest.SHA_256.of(Bytes.utf8("app-compose.json of simulation " + seed));
        Bytes instance = Digest.SHA_256.of(Bytes.utf8("instance " + seed)).slice(0, 20);
        return List.of(
                new RuntimeEvent("system-preparing", Bytes.empty(), version),
                new RuntimeEvent("app-id", compose.slice(0, 20), version),
                new RuntimeEvent("compose-hash", compose, version),
                new RuntimeEvent("instance-id", instance, version),
                new RuntimeEvent("boot-mr-done", Bytes.empty(), version),
                new RuntimeEvent("key-provider", Bytes.utf8("{\"name\":\"none\",\"id\":\"\"}"), version),
                new RuntimeEvent("storage-fs", Bytes.utf8("ext4"), version),
                new RuntimeEvent("system-ready", Bytes.empty(), version));
    }

    private static <T> List<T> added(List<T> list, T element) {
        List<T> more = new ArrayList<>(list);
        more.add(element);
        return List.copyOf(more);
    }

    private static String replaced(String text, String piece, String replacement) {
        int at = text.indexOf(piece);
        if (at < 0) {
            throw new IllegalArgumentException("there is no " + piece + " in " + text);
        }
        return text.substring(0, at) + replacement + text.substring(at + piece.length());
    }
}
