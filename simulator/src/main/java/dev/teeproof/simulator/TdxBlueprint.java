package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything that makes up a simulated TDX machine and its evidence, before anything is signed. Immutable: each method
 * gives a changed copy. {@link #build} mints and signs it all; the same blueprint gives the same bytes.
 *
 * <p>What is changed here is signed as changed, so that one fault breaks one thing. What is measured ({@link #runtime},
 * {@link #bootImage}) and what is sent ({@link #sentRuntime}, {@link #vmConfig}) can be changed apart.
 */
public final class TdxBlueprint extends IntelBlueprint<TdxBlueprint> {

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

    private static final int MRTD = 136;
    private static final int RTMR0 = 328;

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
        super(QuoteKind.TDX_V4, seed, at);
        this.image = SimulatedImage.named("simulated-0.1.0");
        this.vmConfig = vmConfig(image, memorySize);
        this.runtime = new RuntimeLog(systemEvents(seed, EventLogVersion.V1));
    }

    private TdxBlueprint(TdxBlueprint other) {
        super(other);
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

    /** With bytes of the TD report written over, before it is signed; also over the registers. */
    public TdxBlueprint report(int offset, Bytes bytes) {
        return body(offset, bytes);
    }

    /** With another report data in the attestation than in the quote. */
    public TdxBlueprint statedReportData(Bytes bytes) {
        return changed(copy -> copy.statedReportData = Optional.of(bytes));
    }

    /** As a pod, whose report data commits the payload. */
    public TdxBlueprint pod(String payload) {
        return changed(copy -> {
            copy.pod = Optional.of(payload);
            copy.quote.reportData = Digest.SHA_512.of(Bytes.utf8("app-data:" + payload));
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

    /** The text of the VM configuration that is sent. */
    public String vmConfig() {
        return vmConfig;
    }

    /** With one piece of the VM configuration's text replaced, where it first stands. */
    public TdxBlueprint vmConfig(String piece, String replacement) {
        return changed(copy -> copy.vmConfig = new Edit(piece, replacement).in(copy.vmConfig));
    }

    /** With so many bytes of memory, and saying so. */
    public TdxBlueprint memory(long bytes) {
        return changed(copy -> {
            copy.vmConfig =
                    new Edit("\"memory_size\":" + copy.memorySize, "\"memory_size\":" + bytes).in(copy.vmConfig);
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

    TdxEventLog bootEvents() {
        return bootImage.orElse(image).bootEvents(memorySize);
    }

    @Override
    TdxBlueprint copy() {
        return new TdxBlueprint(this);
    }

    @Override
    Bytes body() {
        TdxEventLog boot = bootEvents();
        // The configuration names QEMU 8.2.2, which measures in two passes.
        Bytes mrtd = bootImage.orElse(image).measurement().mrtdTwoPass();
        List<Bytes> registers = List.of(boot.replay(0), boot.replay(1), boot.replay(2), runtime.replay(Digest.SHA_384));
        return ReportBody.domain(mrtd, registers, quote.reportData);
    }

    /** Offset of MRTD in a TD report. */
    public static int mrtdOffset() {
        return MRTD;
    }

    /** Offset of a run-time measurement register in a TD report. */
    public static int rtmrOffset(int index) {
        return RTMR0 + 48 * index;
    }

    private static String vmConfig(SimulatedImage image, long memorySize) {
        return "{\"os_image_hash\":\"" + image.osImageHash() + "\",\"cpu_count\":2,\"memory_size\":" + memorySize
                + ",\"qemu_version\":\"8.2.2\",\"pci_hole64_size\":0,\"hugepages\":false,\"num_gpus\":0,"
                + "\"num_nvswitches\":0,\"hotplug_off\":false,\"image\":\"" + image.name()
                + "\",\"host_share_mode\":\"\",\"ovmf_variant\":\"pre202505\",\"tdx_attestation_variant\":\"lite\","
                + "\"tdx_measurement\":" + image.measurementJson() + ",\"spec_version\":1}";
    }

    static Bytes composeHash(long seed) {
        return Digest.SHA_256.of(Bytes.utf8("app-compose.json of simulation " + seed));
    }

    static Bytes instanceId(long seed) {
        return Digest.SHA_256.of(Bytes.utf8("instance " + seed)).slice(0, 20);
    }

    /** What dstack's system measures on a machine without a key provider. */
    static List<RuntimeEvent> systemEvents(long seed, EventLogVersion version) {
        Bytes compose = composeHash(seed);
        Bytes instance = instanceId(seed);
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
}
