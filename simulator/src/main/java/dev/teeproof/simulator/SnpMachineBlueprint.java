package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Jcs;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.snp.SnpProduct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Everything that makes up a simulated dstack machine with SEV-SNP and its evidence, before anything is signed: a platform, an
 * image, what the host binds it to, and what is told of them. Immutable: each method gives a changed copy. {@link #build}
 * launches, mints and signs it all; the same blueprint gives the same bytes.
 *
 * <p>What is measured ({@link #bootImage}, {@link #mrConfig}) and what is sent ({@link #vmConfig}, {@link #sentMrConfig}) can be
 * changed apart. Runtime events are sent as old guests do; nothing measures them.
 */
public final class SnpMachineBlueprint {

    /** In which form the certificates stand in the attestation. */
    public enum CertChain {
        NONE,
        /** Certificates of issuer and key, each DER. */
        DER,
        /** The same in PEM. */
        PEM,
        /** One certificate table, as the kernel hands it out. */
        TABLE
    }

    SnpBlueprint platform;
    SimulatedSnpImage image = SimulatedSnpImage.named("simulated-snp-0.1.0");
    Optional<SimulatedSnpImage> bootImage = Optional.empty();
    SnpShape shape = SnpShape.USUAL;
    Optional<SnpShape> statedShape = Optional.empty();
    String mrConfig;
    Optional<String> sentMrConfig = Optional.empty();
    Optional<Bytes> statedReportData = Optional.empty();
    Optional<String> pod = Optional.empty();
    RuntimeLog runtime;
    CertChain certChain = CertChain.PEM;
    private List<Edit> vmConfigEdits = List.of();

    private SnpMachineBlueprint(SnpProduct product, long seed, Instant at) {
        this.platform = SnpBlueprint.of(product, seed, at);
        this.mrConfig = mrConfigOf(seed);
        this.runtime = new RuntimeLog(TdxBlueprint.systemEvents(seed, EventLogVersion.V1));
    }

    private SnpMachineBlueprint(SnpMachineBlueprint other) {
        this.platform = other.platform;
        this.image = other.image;
        this.bootImage = other.bootImage;
        this.shape = other.shape;
        this.statedShape = other.statedShape;
        this.mrConfig = other.mrConfig;
        this.sentMrConfig = other.sentMrConfig;
        this.statedReportData = other.statedReportData;
        this.pod = other.pod;
        this.runtime = other.runtime;
        this.certChain = other.certChain;
        this.vmConfigEdits = other.vmConfigEdits;
    }

    /**
     * A machine with nothing wrong: up to date, two vCPUs, without a key provider, its certificates in PEM.
     *
     * @param seed makes its keys and identity
     * @param at when its evidence is made, see {@link SnpBlueprint#of}
     */
    public static SnpMachineBlueprint of(SnpProduct product, long seed, Instant at) {
        return new SnpMachineBlueprint(product, seed, at);
    }

    /** Launches, mints and signs everything. */
    public SimulatedSnp build() {
        return SimulatedSnp.of(this);
    }

    public Instant at() {
        return platform.at();
    }

    /** On a changed platform; measurement and host data are the machine's, whatever the platform says. */
    public SnpMachineBlueprint platform(UnaryOperator<SnpBlueprint> change) {
        return changed(copy -> copy.platform = change.apply(copy.platform));
    }

    /** Booted from an image, and saying so. */
    public SnpMachineBlueprint image(SimulatedSnpImage other) {
        return changed(copy -> copy.image = other);
    }

    /** Booted from another image than the evidence says. */
    public SnpMachineBlueprint bootImage(SimulatedSnpImage other) {
        return changed(copy -> copy.bootImage = Optional.of(other));
    }

    /** Launched in another shape, and saying so. */
    public SnpMachineBlueprint shape(SnpShape other) {
        return changed(copy -> copy.shape = other);
    }

    /** With another shape in the configuration than at the launch. */
    public SnpMachineBlueprint statedShape(SnpShape other) {
        return changed(copy -> copy.statedShape = Optional.of(other));
    }

    /** Bound to another document, and sending it. */
    public SnpMachineBlueprint mrConfig(String document) {
        return changed(copy -> copy.mrConfig = document);
    }

    /** Bound to a document with one other piece, and sending it. */
    public SnpMachineBlueprint mrConfig(String piece, String replacement) {
        return mrConfig(new Edit(piece, replacement).in(mrConfig));
    }

    /** Sending another document than the machine is bound to. */
    public SnpMachineBlueprint sentMrConfig(UnaryOperator<String> change) {
        return changed(copy -> copy.sentMrConfig = Optional.of(change.apply(copy.mrConfig)));
    }

    /** With one piece of the VM configuration's text replaced, where it first stands, after everything else was written. */
    public SnpMachineBlueprint vmConfig(String piece, String replacement) {
        return changed(copy -> copy.vmConfigEdits = Patch.added(copy.vmConfigEdits, new Edit(piece, replacement)));
    }

    /** With other runtime events; none for new guests. */
    public SnpMachineBlueprint runtime(UnaryOperator<List<RuntimeEvent>> change) {
        return changed(copy -> copy.runtime = new RuntimeLog(change.apply(new ArrayList<>(copy.runtime.events()))));
    }

    /** With another report data in the attestation than in the report, 64 bytes. */
    public SnpMachineBlueprint statedReportData(Bytes bytes) {
        return changed(copy -> copy.statedReportData = Optional.of(bytes));
    }

    /** As a pod, whose report data commits the payload; such an attestation has the form V1 alone. */
    public SnpMachineBlueprint pod(String payload) {
        return changed(copy -> {
            copy.pod = Optional.of(payload);
            copy.platform = copy.platform.reportData(Digest.SHA_512.of(Bytes.utf8("app-data:" + payload)));
        });
    }

    /** With the certificates in another form. */
    public SnpMachineBlueprint certChain(CertChain form) {
        return changed(copy -> copy.certChain = form);
    }

    /** The text of the VM configuration that is sent. */
    public String vmConfig() {
        String measured = image.measurementJson(statedShape.orElse(shape));
        String text = "{\"os_image_hash\":\"" + image.osImageHash() + "\",\"cpu_count\":" + shape.vcpus()
                + ",\"memory_size\":2147483648,\"qemu_version\":\"10.0.2\",\"pci_hole64_size\":0,\"hugepages\":false,"
                + "\"num_gpus\":0,\"num_nvswitches\":0,\"hotplug_off\":false,\"image\":\"" + image.name()
                + "\",\"host_share_mode\":\"\",\"ovmf_variant\":\"pre202505\",\"sev_snp_measurement\":"
                + Json.write(new JsonString(measured)) + ",\"mr_config\":"
                + Json.write(new JsonString(sentMrConfig.orElse(mrConfig))) + ",\"spec_version\":1}";
        for (Edit edit : vmConfigEdits) {
            text = edit.in(text);
        }
        return text;
    }

    /** The platform with what the launch puts into its report. */
    SnpBlueprint launched() {
        return platform.measurement(bootImage.orElse(image).launchDigest(shape)).hostData(hostData(mrConfig));
    }

    /** What a host puts into HOST_DATA for a document. */
    static Bytes hostData(String document) {
        return Digest.SHA_256.of(Bytes.utf8("dstack-mr-config-v3:"), Bytes.zeros(1), Bytes.utf8(document));
    }

    private static String mrConfigOf(long seed) {
        Map<String, JsonValue> members = new TreeMap<>();
        Bytes compose = TdxBlueprint.composeHash(seed);
        members.put("app_id", new JsonString(compose.slice(0, 20).toHex()));
        members.put("compose_hash", new JsonString(compose.toHex()));
        members.put("instance_id", new JsonString(TdxBlueprint.instanceId(seed).toHex()));
        members.put("key_provider", new JsonString("none"));
        members.put("version", JsonNumber.of(3));
        return MintedPki.text(Jcs.canonicalize(JsonObject.of(members)));
    }

    private SnpMachineBlueprint changed(Consumer<SnpMachineBlueprint> change) {
        SnpMachineBlueprint copy = new SnpMachineBlueprint(this);
        change.accept(copy);
        return copy;
    }
}
