package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Members;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.msgpack.MessagePackReader;
import dev.teeproof.codec.scale.ScaleReader;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.image.sev.KernelHashes;
import dev.teeproof.image.sev.OvmfImage;
import dev.teeproof.image.sev.SnpLaunch;
import dev.teeproof.image.sev.VmmType;
import dev.teeproof.simulator.SnpMachineBlueprint.CertChain;
import dev.teeproof.snp.CertificateTable;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.SnpReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedSnpTest {

    private static final SnpMachineBlueprint PLAN = SnpMachineBlueprint.of(SnpProduct.GENOA, 7, SnpEvidence.AT);
    private static final SimulatedSnp MACHINE = PLAN.build();

    @Test
    void aFirmwareHasTheTablesOfTheAmdSevBuild() throws Exception {
        OvmfImage firmware = OvmfImage.read(PLAN.image.firmware());

        assertThat(firmware.bytes().size()).isEqualTo(16384);
        assertThat(firmware.hashTableGpa()).hasValue(0x810c00);
        assertThat(firmware.resetEip()).hasValue(0x80b004);
        assertThat(firmware.sections().orElseThrow())
                .hasSize(7)
                .first()
                .hasToString("SevSection[gpa=8388608, size=36864, type=SEC_MEM]");
    }

    @Test
    void theReportMeasuresTheLaunchOfTheImagesFiles() throws Exception {
        SimulatedSnpImage image = PLAN.image;
        KernelHashes hashes = KernelHashes.of(image.kernel(), Optional.of(image.initrd()), image.cmdline());
        Bytes launch = SnpLaunch.of(VmmType.QEMU, OvmfImage.read(image.firmware()), Optional.of(hashes))
                .digest(2, SnpMeasurement.cpuType("EPYC-v4"), 1);

        assertThat(SnpReport.parse(MACHINE.report().report()).measurement()).isEqualTo(launch);
    }

    @Test
    void theConfigurationLeadsFromTheImageHashToWhatWasMeasured() throws Exception {
        JsonObject config = Json.readObject(Bytes.utf8(MACHINE.vmConfig()), "vm_config");
        JsonObject stated = Json.readObject(Bytes.utf8(config.string("sev_snp_measurement")), "measurement");
        Bytes checksums = stated.base64("checksum_file");

        assertThat(config.hex("os_image_hash")).isEqualTo(Digest.SHA_256.of(checksums));
        assertThat(checksums.toUtf8("checksums"))
                .contains(Digest.SHA_256.of(stated.base64("measurement")) + "  measurement.snp.cbor\n");
        assertThat(stated.base64("measurement"))
                .isEqualTo(PLAN.image.measurement().toCbor());
        assertThat(stated.unsigned("vcpus", 512)).isEqualTo(2);
        assertThat(stated.string("vcpu_type")).isEqualTo("EPYC-v4");
        assertThat(config.string("mr_config")).isEqualTo(MACHINE.mrConfig());
    }

    @Test
    void hostDataIsTheHashOfTheDocument() throws Exception {
        String published = "{\"app_id\":\"" + "11".repeat(20) + "\",\"compose_hash\":\"" + "22".repeat(32)
                + "\",\"instance_id\":\"" + "33".repeat(20) + "\",\"key_provider\":\"none\",\"version\":3}";

        assertThat(SnpMachineBlueprint.hostData(published).toHex())
                .isEqualTo("6b06a7d80f4eb75fdf785a6f1c28a8032cb003ea9f998ddc4700b63cad08eac4");
        assertThat(SnpReport.parse(MACHINE.report().report()).hostData())
                .isEqualTo(SnpMachineBlueprint.hostData(MACHINE.mrConfig()));
        assertThat(MACHINE.mrConfig())
                .startsWith("{\"app_id\":\"")
                .endsWith("\"key_provider\":\"none\",\"version\":3}");
    }

    @Test
    void theScaleFormHasReportChainDocumentEventsAndConfiguration() throws Exception {
        ScaleReader in = ScaleReader.of(MACHINE.attestationV0().orElseThrow(), "attestation");

        assertThat(in.u8("version")).isZero();
        assertThat(in.u8("platform")).isEqualTo(3);
        assertThat(in.vector("report")).isEqualTo(MACHINE.report().report());
        assertThat(in.count("cert_chain", 1)).isEqualTo(2);
        assertThat(der(in.vector("issuer"))).isEqualTo(MACHINE.report().issuer());
        assertThat(der(in.vector("vek"))).isEqualTo(MACHINE.report().vek());
        assertThat(in.string("mr_config")).isEqualTo(MACHINE.mrConfig());
        List<String> events = new ArrayList<>();
        for (int left = in.count("events", 2); left > 0; left--) {
            events.add(in.string("event"));
            in.vector("payload");
        }
        assertThat(events).hasSize(8).startsWith("system-preparing", "app-id").endsWith("system-ready");
        assertThat(in.array("report_data", 64))
                .isEqualTo(MACHINE.report().report().slice(0x50, 0x90));
        assertThat(in.string("config")).isEqualTo(MACHINE.vmConfig());
        in.end();
    }

    @Test
    void theMessagePackFormSaysTheSameByName() throws Exception {
        MessagePackReader in = MessagePackReader.of(MACHINE.attestationV1(), "attestation");
        Members<MessagePackReader> top = in.map();
        in.end();
        Members<MessagePackReader> platform = top.required("platform").map();
        Members<MessagePackReader> hardware = platform.required("data").map();
        Members<MessagePackReader> stack = top.required("stack").map();
        Members<MessagePackReader> guest = stack.required("data").map();

        assertThat(top.required("version").unsigned()).isEqualTo(1);
        assertThat(platform.required("kind").string()).isEqualTo("sev-snp");
        assertThat(hardware.required("report").bytes())
                .isEqualTo(MACHINE.report().report());
        assertThat(hardware.required("cert_chain").array()).hasSize(2);
        assertThat(hardware.required("mr_config").string()).isEqualTo(MACHINE.mrConfig());
        assertThat(stack.required("kind").string()).isEqualTo("dstack");
        assertThat(guest.required("report_data").bytes().size()).isEqualTo(64);
        assertThat(guest.required("runtime_events").array()).hasSize(8);
        assertThat(guest.required("config").string()).isEqualTo(MACHINE.vmConfig());
    }

    @Test
    void dstackReadsBothFormsAsTheSameAndWritesThemAgain() throws Exception {
        Attestation read = Attestation.decode(MACHINE.attestationV0().orElseThrow());

        assertThat(read.platform()).isInstanceOf(Platform.Snp.class);
        assertThat(Attestation.decode(MACHINE.attestationV1())).isEqualTo(read);
        assertThat(read.encode()).isEqualTo(MACHINE.attestation());
        assertThat(read.encodeV1()).isEqualTo(MACHINE.attestationV1());
    }

    @Test
    void aPodHasAPayloadThatOnlyTheMessagePackFormCarries() throws Exception {
        SimulatedSnp pod = PLAN.pod("payload").build();
        Members<MessagePackReader> stack = MessagePackReader.of(pod.attestation(), "attestation")
                .map()
                .required("stack")
                .map();

        assertThat(pod.attestationV0()).isEmpty();
        assertThat(stack.required("kind").string()).isEqualTo("dstack-pod");
        assertThat(stack.required("data").map().required("report_data_payload").string())
                .isEqualTo("payload");
        assertThat(pod.report().report().slice(0x50, 0x90))
                .isEqualTo(Digest.SHA_512.of(Bytes.utf8("app-data:payload")));
    }

    @Test
    void certificatesComeInAnyOfTheFormsThatGuestsSend() throws Exception {
        SimulatedSnp table = PLAN.certChain(CertChain.TABLE).build();

        assertThat(PLAN.certChain(CertChain.NONE).build().certChain()).isEmpty();
        assertThat(PLAN.certChain(CertChain.DER).build().certChain())
                .containsExactly(MACHINE.report().issuer(), MACHINE.report().vek());
        assertThat(CertificateTable.read(table.certChain().getFirst()).data(CertificateTable.VCEK))
                .contains(MACHINE.report().vek());
    }

    @Test
    void whatBootedCanDifferFromWhatIsTold() throws Exception {
        SimulatedSnp other = SnpMachineFault.ANOTHER_COMMAND_LINE.in(PLAN).build();
        SimulatedSnp shape = SnpMachineFault.ANOTHER_SHAPE.in(PLAN).build();

        assertThat(other.vmConfig()).isEqualTo(MACHINE.vmConfig());
        assertThat(SnpReport.parse(other.report().report()).measurement())
                .isNotEqualTo(SnpReport.parse(MACHINE.report().report()).measurement());
        assertThat(shape.report()).isEqualTo(MACHINE.report());
        assertThat(shape.vmConfig()).contains("\\\"vcpus\\\":3,");
    }

    private static Bytes der(Bytes pem) throws Exception {
        return PemBlocks.decode(pem, "CERTIFICATE", "pem").getFirst();
    }
}
