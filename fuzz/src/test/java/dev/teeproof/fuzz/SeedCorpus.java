package dev.teeproof.fuzz;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dstack.ComposeDraft;
import dev.teeproof.simulator.TdxBlueprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Writes what the targets begin with, before the first of them is looked for: what a simulated machine says, event logs,
 * firmware, and real quotes, collateral, logs and firmware where the folder of real evidence is at hand. Nothing of it is kept in the project.
 */
public final class SeedCorpus implements LauncherSessionListener {

    static final long SEED = 7;
    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("teeproof.fuzz.seeds") == null) {
            // Where each class has a process of its own, Maven looks for them in its own first: nothing runs there.
            return;
        }
        try {
            var machine = TdxBlueprint.of(SEED, AT).build();
            quote(machine.quote(), "simulated");
            container(machine.collateralContainer(), "simulated");
            seed("CertificateFuzzTest", machine.rootCertificate(), "simulated-root");
            ComposeDraft draft =
                    ComposeDraft.of("demo", "services: {}\n").withKms(true).withSwap(1 << 20);
            seed("AppComposeFuzzTest", draft.toBytes(), "draft");
            seed("AppComposeFuzzTest", everyMember(), "every-member");
            seed(
                    "AgentRequestFuzzTest",
                    Bytes.utf8("{\"report_data\":\"0x00ff\",\"include_hash_inputs\":true,\"event\":\"é\"}"),
                    "json");
            seed("AgentRequestFuzzTest", Bytes.hex("0a0200ff10011a02c3a9"), "protobuf");
            LogSeeds.write();
            LaunchSeeds.write();
            SnpSeeds.write();
            String folder = System.getProperty("teeproof.conformance", "");
            if (!folder.isEmpty() && Files.isDirectory(Path.of(folder))) {
                ofRealEvidence(Path.of(folder));
                LogSeeds.ofRealEvidence(Path.of(folder));
                LaunchSeeds.ofRealEvidence(Path.of(folder));
                SnpSeeds.ofRealEvidence(Path.of(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("seeds can be read", e);
        }
    }

    private static void ofRealEvidence(Path folder) throws IOException, MalformedEvidenceException {
        seed(
                "AppComposeFuzzTest",
                Bytes.copyOf(Files.readAllBytes(folder.resolve("dstack/simulator-app-compose.json"))),
                "simulator");
        for (Path file : files(folder.resolve("dcap"), ".quote")) {
            quote(Bytes.copyOf(Files.readAllBytes(file)), file.getFileName().toString());
        }
        for (Path file : files(folder.resolve("dcap/collateral"), ".json")) {
            container(Bytes.copyOf(Files.readAllBytes(file)), file.getFileName().toString());
        }
    }

    private static Bytes everyMember() {
        return Bytes.utf8("""
                {"manifest_version":"3","name":"n","runner":"nerdctl-compose","snapshotter":"stargz","docker_compose_file":"x",
                "init_script":["a","b"],"features":["tproxy-net"],"key_provider":"kms","key_provider_id":"aa","allowed_envs":["A"],
                "storage_fs":"zfs","swap_size":"2G","event_log_version":2,"secure_time":false,"10":1,"__proto__":{"constructor":1},
                "port_policy":{"ports":[{"port":1,"pp":true}],"restrict_mode":true},
                "requirements":{"os_version":">=0.6","platforms":["dstack-tdx"],"gpu_policy":{"attest_gpu":false,"rego":"r"}},
                "verity_volumes":[{"source":"s","verity_root":"%s","target":"/v"}]}""".formatted("22".repeat(32)));
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static void quote(Bytes quote, String name) throws IOException {
        seed("QuoteFuzzTest", quote, name);
        seed("VerdictFuzzTest", quote, name);
        try {
            chain(Quote.parse(quote).authentication().certificationData().data(), name);
        } catch (MalformedEvidenceException e) {
            // Of a kind that is not read: the bytes are a seed all the same.
        }
    }

    private static void container(Bytes container, String name) throws IOException, MalformedEvidenceException {
        seed("CollateralFuzzTest", container, name);
        Collateral collateral = Collateral.readContainer(container, name);
        chain(collateral.tcbInfo().issuerChain(), name);
        list(collateral.rootCaCrl().list(), name + "-root");
        list(collateral.pckCrl().list(), name + "-pck");
        seed("TcbInfoFuzzTest", collateral.tcbInfo().document().text(), name);
        seed("QeIdentityFuzzTest", collateral.qeIdentity().document().text(), name);
    }

    private static void chain(Bytes pem, String name) throws IOException, MalformedEvidenceException {
        seed("CertificateFuzzTest", pem, name + "-chain");
        List<Bytes> certificates = PemBlocks.decode(pem, "CERTIFICATE", name);
        for (int i = 0; i < certificates.size(); i++) {
            seed("CertificateFuzzTest", certificates.get(i), name + "-" + i);
        }
    }

    private static void list(Bytes list, String name) throws IOException {
        seed("RevocationListFuzzTest", list, name);
        seed("RevocationListFuzzTest", Bytes.utf8(list.toHex()), name + "-hex");
    }

    static void seed(String target, Bytes bytes, String name) throws IOException {
        Path folder =
                Path.of(System.getProperty("teeproof.fuzz.seeds"), "dev/teeproof/fuzz", target + "Inputs", "read");
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), bytes.toArray());
    }
}
