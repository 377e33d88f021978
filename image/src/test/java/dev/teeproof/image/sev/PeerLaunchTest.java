package dev.teeproof.image.sev;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tool that nobody here wrote, sev-snp-measure, comes to the same launch digests. Where it does not, a list says why; a
 * difference that is not listed fails, and so does one that is gone.
 */
class PeerLaunchTest {

    /** Why the tool computes what is refused here, or the other way round. */
    private static final Map<String, String> DIFFERENCES = Map.ofEntries(
            entry(
                    "no-length snp 1",
                    "the tool asks for the length of the metadata, which dstack's own test leaves out"),
            entry("no-tables seves 1", "the tool asks for the reset address even where no second vCPU begins there"),
            entry("no-metadata snp 2", "without SEV metadata the tool measures the firmware and the vCPUs alone"),
            entry("no-section snp 2", "the tool takes metadata without sections for a launch"),
            entry("empty-section snp 2", "the tool passes over sections without size"),
            entry("unknown-section sev 1", "the tool looks at the types of sections for SEV-SNP alone"),
            entry("two-resets snp 2", "the tool takes one of two entries, others may take the other"),
            entry("no-vcpu snp 0", "the tool measures a machine without vCPUs"),
            entry("many-vcpus snp 513", "the tool has no limit"),
            entry("odd-size sev 1", "the tool measures what cannot be mapped below 4 GiB"));

    private static final List<String> KERNELS = List.of("none", "kernel", "initrd", "cmdline", "spaced");

    @TempDir
    private Path folder;

    private final Map<String, String> ours = new TreeMap<>();

    @Test
    void sevSnpMeasureComputesTheSame() throws Exception {
        PeerLaunch peer = PeerLaunch.in(folder);
        Bytes amdSev = Bytes.copyOf(Conformance.bytes("launch/fixtures/ovmf_AmdSev_suffix.bin"));
        Bytes random = random(63 * 4096);
        Map<String, Bytes> firmwares = Map.of(
                "AmdSev", amdSev,
                "AmdSev-256K", Bytes.concat(random, amdSev),
                "OvmfX64", Bytes.copyOf(Conformance.bytes("launch/fixtures/ovmf_OvmfX64_suffix.bin")),
                "dstack", metadata(SyntheticOvmf.measuredMetadata()));
        for (String firmware : firmwares.keySet()) {
            for (String kernel : KERNELS) {
                for (String mode : List.of("snp", "seves", "sev")) {
                    for (int vcpus : mode.equals("sev") ? new int[] {1} : new int[] {1, 2, 9}) {
                        String type = CpuType.names()
                                .get(ours.size() % CpuType.names().size());
                        ask(peer, firmware, firmwares.get(firmware), kernel, mode, vcpus, type);
                    }
                }
            }
        }
        odd().forEach((name, image) -> ask(peer, name, image));

        Map<String, String> theirs = peer.answers();
        Map<String, String> different = new TreeMap<>();
        ours.forEach((id, digest) -> {
            if (!theirs.getOrDefault(id, "").startsWith(digest)) {
                different.put(id, digest + " here, " + theirs.get(id) + " there");
            }
        });

        assertThat(different.keySet()).as(different.toString()).isEqualTo(DIFFERENCES.keySet());
        assertThat(ours).hasSizeGreaterThan(140);
        assertThat(ours.values().stream().filter(digest -> digest.length() > 60))
                .hasSizeGreaterThan(80);
    }

    /** Firmwares at the edge, with the launch that they are for: mode and vCPUs stand in the name. */
    private static Map<String, Bytes> odd() {
        Map<String, Bytes> odd = new LinkedHashMap<>();
        odd.put("no-length snp 1", SyntheticOvmf.ofDstack().build());
        odd.put("no-tables sev 1", Bytes.zeros(4096));
        odd.put("no-tables seves 1", Bytes.zeros(4096));
        odd.put(
                "no-metadata snp 2",
                new SyntheticOvmf().entry(SyntheticOvmf.RESET_BLOCK, 0x80b004).build());
        odd.put("no-section snp 2", metadata(SyntheticOvmf.metadata(16, 1, 0)));
        odd.put("empty-section snp 2", metadata(SyntheticOvmf.metadata(28, 1, 1, 0x1000, 0, 1)));
        odd.put("odd-section snp 2", metadata(SyntheticOvmf.metadata(28, 1, 1, 0x1000, 100, 1)));
        odd.put("unknown-section snp 2", metadata(SyntheticOvmf.metadata(28, 1, 1, 0x1000, 0x1000, 5)));
        odd.put("unknown-section sev 1", metadata(SyntheticOvmf.metadata(28, 1, 1, 0x1000, 0x1000, 5)));
        odd.put("other-version snp 2", metadata(SyntheticOvmf.metadata(28, 2, 1, 0x1000, 0x1000, 1)));
        odd.put(
                "two-resets snp 2",
                SyntheticOvmf.ofDstack()
                        .withMetadata(SyntheticOvmf.measuredMetadata())
                        .entry(SyntheticOvmf.RESET_BLOCK, 0x80b004)
                        .build());
        odd.put("no-vcpu snp 0", metadata(SyntheticOvmf.measuredMetadata()));
        odd.put("many-vcpus snp 513", metadata(SyntheticOvmf.measuredMetadata()));
        odd.put("most-vcpus snp 512", metadata(SyntheticOvmf.measuredMetadata()));
        odd.put("odd-size snp 1", Bytes.concat(Bytes.zeros(1), metadata(SyntheticOvmf.measuredMetadata())));
        odd.put("odd-size sev 1", Bytes.concat(Bytes.zeros(1), metadata(SyntheticOvmf.measuredMetadata())));
        return odd;
    }

    private static Bytes metadata(Bytes metadata) {
        return SyntheticOvmf.ofDstack().withMetadata(metadata).build();
    }

    private void ask(PeerLaunch peer, String name, Bytes image) {
        String[] words = name.split(" ", -1);
        ask(peer, name, image, "none", words[1], Integer.parseInt(words[2]), "EPYC-Milan");
    }

    private void ask(
            PeerLaunch peer, String firmware, Bytes image, String kernel, String mode, int vcpus, String type) {
        boolean named = firmware.contains(" ");
        String id = named ? firmware : firmware + " " + kernel + " " + mode + " " + vcpus + " " + type;
        long features = vcpus == 2 ? 0x21 : 1;
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("mode", mode);
        question.put("vcpus", vcpus);
        question.put("type", type);
        question.put("features", features);
        question.put("ovmf", peer.file(firmware.replace(' ', '-'), image));
        if (!kernel.equals("none")) {
            question.put("kernel", peer.file("kernel", kernel()));
        }
        initrd(kernel).ifPresent(initrd -> question.put("initrd", peer.file("initrd", initrd)));
        question.put("append", cmdline(kernel));
        peer.ask(id, question);
        ours.put(id, ours(image, kernel, mode, vcpus, type, features));
    }

    private static String ours(Bytes image, String kernel, String mode, int vcpus, String typeName, long features) {
        Optional<KernelHashes> hashes = kernel.equals("none")
                ? Optional.empty()
                : Optional.of(KernelHashes.of(kernel(), initrd(kernel), cmdline(kernel)));
        try {
            CpuType type = CpuType.named(typeName, "type");
            OvmfImage firmware = OvmfImage.read(image);
            Bytes digest = switch (mode) {
                case "snp" -> SnpLaunch.of(VmmType.QEMU, firmware, hashes).digest(vcpus, type, features);
                case "seves" -> SevLaunch.sevEs(VmmType.QEMU, firmware, hashes, vcpus, type);
                default -> SevLaunch.sev(firmware, hashes);
            };
            return digest.toHex();
        } catch (MalformedEvidenceException e) {
            return "refused";
        }
    }

    private static Bytes kernel() {
        return random(12_345);
    }

    private static Optional<Bytes> initrd(String kernel) {
        return kernel.equals("none") || kernel.equals("kernel") ? Optional.empty() : Optional.of(random(70_000));
    }

    private static String cmdline(String kernel) {
        return switch (kernel) {
            case "cmdline" -> "console=ttyS0 loglevel=7 name=größe";
            case "spaced" -> "  console=ttyS0\n";
            default -> "";
        };
    }

    private static Bytes random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }
}
