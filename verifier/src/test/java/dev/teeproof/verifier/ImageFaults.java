package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.failing;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.image.TdxMeasurement;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedImage;
import dev.teeproof.simulator.TdxBlueprint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be wrong with an OS image's documents and with the registers that must follow from them: all fail closed. */
final class ImageFaults {

    private static final SimulatedImage IMAGE = SimulatedImage.named("simulated-0.1.0");
    private static final String LINE = "  " + TdxMeasurement.FILE_NAME + "\n";

    private ImageFaults() {}

    static List<FaultCase<TdxBlueprint>> cases() {
        List<FaultCase<TdxBlueprint>> cases = new ArrayList<>();
        cases.addAll(ofTheConfiguration());
        cases.addAll(ofTheChecksums());
        cases.addAll(ofTheDocument());
        cases.addAll(ofAcpiEvents());
        cases.addAll(ofRegisters());
        return cases;
    }

    private static FaultCase<TdxBlueprint> config(String code, String piece, String replacement) {
        return failing("VM configuration: " + piece + " → " + replacement, code, p -> p.vmConfig(piece, replacement));
    }

    private static List<FaultCase<TdxBlueprint>> ofTheConfiguration() {
        return List.of(
                config("VM_CONFIG", "\"cpu_count\":2", "\"cpu_count\":\"2\""),
                config("VM_CONFIG", "\"tdx_attestation_variant\":\"lite\"", "\"tdx_attestation_variant\":\"Lite\""),
                config("VM_CONFIG", "\"spec_version\":1}", "\"spec_version\":1"),
                config("VM_CONFIG", "\"checksum_file\":\"", "\"checksum_file\":\"!"),
                config("MEASUREMENT_MISSING", "\"tdx_measurement\":", "\"x\":"),
                config("OS_IMAGE_HASH", "\"os_image_hash\":", "\"x\":"),
                config("OS_IMAGE_HASH", "\"os_image_hash\":\"" + IMAGE.osImageHash(), "\"os_image_hash\":\""),
                config("OVMF_VARIANT", "\"pre202505\"", "\"stable202505\""),
                config("OVMF_VARIANT", "\"pre202505\"", "\"\""),
                config("OVMF_VARIANT", "\"pre202505\"", "\"PRE202505\""),
                config("MEMORY_SIZE", "\"memory_size\":2147483648", "\"memory_size\":0"),
                config("MEMORY_SIZE", "\"memory_size\":2147483648", "\"memory_size\":2147483649"),
                config("MEMORY_SIZE", "\"memory_size\":2147483648", "\"memory_size\":1073741824"),
                config("MEMORY_SIZE", "\"memory_size\":2147483648", "\"memory_size\":2951741440"),
                config("RTMR0_MISMATCH", "\"memory_size\":2147483648", "\"memory_size\":2952790016"),
                config("QEMU_VERSION", "\"8.2.2\"", "\"7.2.2\""),
                config("QEMU_VERSION", "\"8.2.2\"", "\"8.2\""),
                config("MRTD_MISMATCH", "\"8.2.2\"", "\"9.1.0\""),
                new FaultCase<>(
                        "a measurement document beside a legacy configuration",
                        plan -> plan.vmConfig("\"lite\"", "\"legacy\""),
                        "OS_IMAGE_MISSING",
                        Verdict.NONE),
                new FaultCase<>(
                        "a measurement document beside a configuration that says nothing",
                        plan -> plan.vmConfig("\"tdx_attestation_variant\"", "\"x\""),
                        "OS_IMAGE_MISSING",
                        Verdict.NONE));
    }

    private static FaultCase<TdxBlueprint> checksums(String name, String code, UnaryOperator<String> change) {
        String text = Digest.SHA_256.of(IMAGE.measurement().toCbor()) + LINE;
        return failing(
                "sha256sum.txt " + name,
                code,
                plan -> documents(
                        plan,
                        Bytes.utf8(change.apply(text)),
                        IMAGE.measurement().toCbor()));
    }

    /** Sends these documents, with the hash that commits them. */
    private static TdxBlueprint documents(TdxBlueprint plan, Bytes checksumFile, Bytes cbor) {
        return plan.vmConfig(
                        IMAGE.osImageHash().toHex(),
                        Digest.SHA_256.of(checksumFile).toHex())
                .vmConfig(Base64Text.encode(IMAGE.checksumFile()), Base64Text.encode(checksumFile))
                .vmConfig(Base64Text.encode(IMAGE.measurement().toCbor()), Base64Text.encode(cbor));
    }

    private static List<FaultCase<TdxBlueprint>> ofTheChecksums() {
        return List.of(
                checksums("is empty", "CHECKSUM_FILE", text -> ""),
                checksums("names the document twice", "CHECKSUM_FILE", text -> text + text),
                checksums("names a longer name", "CHECKSUM_FILE", text -> text.replace(".cbor", ".cbor2")),
                checksums("has half a checksum", "CHECKSUM_FILE", text -> text.substring(32)),
                checksums("has a line without a name", "CHECKSUM_FILE", text -> text + "00\n"),
                checksums("is no text", "CHECKSUM_FILE", text -> text.replace(LINE, "\n")),
                checksums("names another document", "MEASUREMENT_HASH", text -> "00".repeat(32) + LINE));
    }

    private static FaultCase<TdxBlueprint> document(String name, String code, UnaryOperator<Bytes> change) {
        return failing("the measurement document " + name, code, plan -> {
            Bytes cbor = change.apply(IMAGE.measurement().toCbor());
            return documents(plan, Bytes.utf8(Digest.SHA_256.of(cbor) + LINE), cbor);
        });
    }

    private static Bytes replaced(Bytes cbor, Bytes piece, Bytes replacement) {
        return Bytes.hex(cbor.toHex().replace(piece.toHex(), replacement.toHex()));
    }

    private static List<FaultCase<TdxBlueprint>> ofTheDocument() {
        Bytes version = Bytes.concat(Bytes.utf8("version"), Bytes.of(3));
        Bytes hob = IMAGE.measurement().tdHob();
        return List.of(
                document("is empty", "MEASUREMENT_FORMAT", cbor -> Bytes.empty()),
                document("is cut", "MEASUREMENT_FORMAT", cbor -> cbor.slice(0, cbor.size() - 1)),
                document("is followed by a byte", "MEASUREMENT_FORMAT", cbor -> Bytes.concat(cbor, Bytes.of(0))),
                document(
                        "has version 2",
                        "MEASUREMENT_FORMAT",
                        cbor -> replaced(cbor, version, Bytes.concat(Bytes.utf8("version"), Bytes.of(2)))),
                document(
                        "has version 4",
                        "MEASUREMENT_FORMAT",
                        cbor -> replaced(cbor, version, Bytes.concat(Bytes.utf8("version"), Bytes.of(4)))),
                document(
                        "lacks a member",
                        "MEASUREMENT_FORMAT",
                        cbor -> replaced(cbor, Bytes.utf8("initrd_sha384"), Bytes.utf8("initrd_sha385"))),
                document(
                        "has an unknown firmware",
                        "MEASUREMENT_FORMAT",
                        cbor -> replaced(cbor, Bytes.utf8("pre202505"), Bytes.utf8("pre202506"))),
                document(
                        "has a witness with a range of nothing",
                        "TD_HOB_WITNESS",
                        cbor -> replaced(cbor, hob, Bytes.concat(hob.slice(0, hob.size() - 1), Bytes.of(0)))),
                document(
                        "has a witness that does not end",
                        "TD_HOB_WITNESS",
                        cbor -> replaced(cbor, hob, Bytes.concat(hob.slice(0, hob.size() - 1), Bytes.of(0x80)))),
                document(
                        "is of another kernel",
                        "RTMR1_MISMATCH",
                        cbor -> replaced(cbor, IMAGE.measurement().kernelAuthenticode(), Bytes.zeros(48))),
                document(
                        "is of another command line",
                        "RTMR2_MISMATCH",
                        cbor -> replaced(cbor, IMAGE.measurement().cmdlineSha384(), Bytes.zeros(48))),
                document(
                        "is of another initrd",
                        "RTMR2_MISMATCH",
                        cbor -> replaced(cbor, IMAGE.measurement().initrdSha384(), Bytes.zeros(48))),
                document(
                        "is of another firmware",
                        "MRTD_MISMATCH",
                        cbor -> replaced(cbor, IMAGE.measurement().mrtdTwoPass(), Bytes.zeros(48))));
    }

    private static FaultCase<TdxBlueprint> acpi(String name, String code, UnaryOperator<TdxEventLog> change) {
        return failing("the event log has " + name, code, plan -> plan.sentEventLog(change));
    }

    private static boolean named(TdxEvent event, String name) {
        return event.event().equals(name);
    }

    private static TdxEventLog renamed(TdxEventLog log, String name, String other) {
        return LogFaults.first(
                log,
                event -> named(event, name),
                event -> new TdxEvent(
                        event.imr(),
                        event.eventType(),
                        event.digest(),
                        other,
                        event.eventPayload(),
                        event.version(),
                        event.preimage()));
    }

    private static List<FaultCase<TdxBlueprint>> ofAcpiEvents() {
        String code = "ACPI_EVENTS";
        return List.of(
                acpi("no ACPI events", code, log -> LogFaults.without(log, TdxEvent::isAcpiMarker)),
                acpi(
                        "one ACPI event",
                        code,
                        log -> LogFaults.without(log, event -> event.isAcpiMarker() && !named(event, "acpi-rsdp"))),
                acpi("two ACPI events", code, log -> LogFaults.without(log, event -> named(event, "acpi-rsdp"))),
                acpi("four ACPI events", code, log -> LogFaults.twice(log, TdxEvent::isAcpiMarker)),
                acpi("an ACPI event without a name", code, log -> renamed(log, "acpi-loader", "")),
                acpi("an ACPI event of another name", code, log -> renamed(log, "acpi-tables", "acpi-table")),
                acpi("two ACPI events of a name", code, log -> renamed(log, "acpi-tables", "acpi-rsdp")),
                acpi(
                        "a short ACPI digest",
                        code,
                        log -> LogFaults.first(
                                log, TdxEvent::isAcpiMarker, event -> LogFaults.withDigest(event, Bytes.zeros(32)))),
                acpi(
                        "an empty ACPI digest",
                        code,
                        log -> LogFaults.first(
                                log, TdxEvent::isAcpiMarker, event -> LogFaults.withDigest(event, Bytes.empty()))),
                acpi(
                        "a long ACPI digest",
                        code,
                        log -> LogFaults.first(
                                log, TdxEvent::isAcpiMarker, event -> LogFaults.withDigest(event, Bytes.zeros(49)))),
                acpi(
                        "another ACPI digest",
                        "RTMR0_MISMATCH",
                        log -> LogFaults.first(
                                log, TdxEvent::isAcpiMarker, event -> LogFaults.withDigest(event, Bytes.zeros(48)))));
    }

    private static List<FaultCase<TdxBlueprint>> ofRegisters() {
        List<FaultCase<TdxBlueprint>> cases = new ArrayList<>();
        cases.add(
                failing("MRTD is another", "MRTD_MISMATCH", p -> p.report(TdxBlueprint.mrtdOffset(), Bytes.zeros(48))));
        for (int i = 0; i < 3; i++) {
            int offset = TdxBlueprint.rtmrOffset(i);
            cases.add(failing(
                    "RTMR" + i + " is another", "RTMR" + i + "_MISMATCH", p -> p.report(offset, Bytes.zeros(48))));
        }
        cases.add(failing("another image booted", "MRTD_MISMATCH", p -> p.bootImage(SimulatedImage.named("another"))));
        return cases;
    }
}
