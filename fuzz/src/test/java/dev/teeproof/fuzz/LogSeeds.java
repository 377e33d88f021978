package dev.teeproof.fuzz;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.Conversion;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.ConversionOptions;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.aael.AaelEvent;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.model.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Logs that the targets begin with: made here, converted into each other, and real ones where they are at hand. */
final class LogSeeds {

    private static final String INIT = "INIT sha256/" + "0".repeat(64);
    private static final String IMA =
            "0a0000008337fb6f795e193a07c9d0bb44cccba14ae54cb506000000696d612d6e673f000000280000007368613235363a00e3b0c44298fc1c149a"
                    + "fbf4c8996fb92427ae41e4649b934ca495991b7852b8550f000000626f6f745f61676772656761746500";
    private static final String SYSTEMD =
            "\u001e{\"pcr\":11,\"digests\":[{\"hashAlg\":\"sha256\",\"digest\":\"51e6b92f405d1f98d96e3de343d61d420ad6923b25de21d766f9298192"
                    + "f14fed\"}],\"content_type\":\"systemd\",\"content\":{\"string\":\"enter-initrd\",\"bootId\":\"00000000000000000000000000000000\","
                    + "\"timestamp\":1,\"eventType\":\"phase\"}}\n";

    private LogSeeds() {}

    static void write() throws IOException, MalformedEvidenceException {
        seed(LogFormat.NELR, Bytes.utf8("# a\n\n" + INIT + "\na.example b\n"), "made");
        seed(LogFormat.AAEL_LINES, Bytes.utf8(INIT + "\ndomain operation content\n"), "made");
        seed(LogFormat.SYSTEMD, Bytes.utf8(SYSTEMD), "made");
        seed(LogFormat.IMA, Bytes.hex(IMA), "made");
        seed(
                LogFormat.IMA_ASCII,
                Bytes.utf8("10 8337fb6f795e193a07c9d0bb44cccba14ae54cb5 ima-ng sha256:"
                        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 boot_aggregate\n"),
                "made");
        TdxEvent app = TdxEvent.ofRuntime(new RuntimeEvent("app-id", Bytes.hex("00ff"), EventLogVersion.V1));
        TdxEvent ready = TdxEvent.ofRuntime(new RuntimeEvent("system-ready", Bytes.empty(), EventLogVersion.V2));
        Bytes dstack = Bytes.utf8(Json.write(new TdxEventLog(List.of(app, ready.withV2Preimage())).toJson()));
        seed(LogFormat.DSTACK, dstack, "made");
        Bytes data =
                new AaelEvent("domain", "operation", "{\"a\":1}").toPcClient().data();
        seed(
                LogFormat.AAEL,
                Bytes.concat(
                        Bytes.hex("0400000006000000010000000c00"),
                        Digest.SHA_384.of(data),
                        Bytes.of(data.size(), 0, 0, 0),
                        data),
                "made");
        seed(LogFormat.TCG_SHA1, Bytes.hex("0000000004000000" + "00".repeat(20) + "0400000000000000"), "made");
        converted(dstack, "dstack");
        converted(Bytes.utf8(SYSTEMD), "systemd");
        converted(Bytes.hex(IMA), "ima");
        converted(Bytes.utf8(INIT + "\na.example b\n"), "nelr");
    }

    static void ofRealEvidence(Path folder) throws IOException, MalformedEvidenceException {
        Path logs = folder.resolve("eventlog");
        real(logs.resolve("dstack-ccel.bin"));
        real(logs.resolve("gcp-tpm2.bin"));
        real(logs.resolve("tpm/debian-10.bin"));
        real(logs.resolve("tpm/rhel8-uefi.bin"));
        real(logs.resolve("trustee/CCEL_AAEL_alibabacloud"));
        real(logs.resolve("nelr-example.log"));
        Bytes cos = Bytes.copyOf(Base64.getMimeDecoder().decode(Files.readAllBytes(logs.resolve("cos-cel.b64"))));
        converted(cos, "cos");
    }

    private static void real(Path file) throws IOException, MalformedEvidenceException {
        Bytes bytes = Bytes.copyOf(Files.readAllBytes(file));
        converted(bytes, file.getFileName().toString());
    }

    /** The log, and what it is in every format that carries it. */
    private static void converted(Bytes bytes, String name) throws IOException, MalformedEvidenceException {
        EventLog log = EventLog.read(bytes, ReadOptions.STRICT);
        seed(log.format(), bytes, name);
        for (LogFormat format : LogFormat.values()) {
            if (Conversion.of(log, format, ConversionOptions.DEFAULT) instanceof Converted converted) {
                seed(format, converted.log().write(), name + "-converted");
            }
        }
    }

    private static void seed(LogFormat format, Bytes bytes, String name) throws IOException {
        SeedCorpus.seed(target(format), bytes, name);
    }

    /** {@code CEL_JSON} is fuzzed by {@code CelJsonFuzzTest}. */
    private static String target(LogFormat format) {
        StringBuilder name = new StringBuilder();
        for (String word : format.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name + "FuzzTest";
    }
}
