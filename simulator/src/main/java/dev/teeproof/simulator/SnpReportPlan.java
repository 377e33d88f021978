package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.snp.FirmwareVersion;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import java.util.List;

/** What a blueprint's report is to say, before it is written and signed. Changed only in a fresh copy. */
final class SnpReportPlan {

    private static final long POLICY = 0x30000;
    private static final Bytes NO_MIGRATION_AGENT = Bytes.hex("ff".repeat(32));
    private static final Bytes MITIGATIONS = Bytes.of(3, 0, 0, 0, 0, 0, 0, 0);

    final SnpProduct product;
    int version = 3;
    int keyInfo;
    Bytes chipId;
    boolean chipIdMasked;
    TcbVersion current;
    TcbVersion reported;
    TcbVersion committed;
    TcbVersion launch;
    Bytes reportData;
    Bytes measurement;
    Bytes reportId;
    Bytes hostData = Bytes.zeros(32);
    List<Patch> patches = List.of();
    List<Patch> sentPatches = List.of();

    SnpReportPlan(SnpProduct product, long seed) {
        this.product = product;
        Bytes id = Digest.SHA_512.of(Bytes.utf8("chip " + seed)).slice(0, product.hwIdSize());
        this.chipId = Bytes.concat(id, Bytes.zeros(64 - id.size()));
        TcbVersion upToDate = upToDate(product);
        this.current = upToDate;
        this.reported = upToDate;
        this.committed = upToDate;
        this.launch = upToDate;
        this.reportData = Digest.SHA_512.of(Bytes.utf8("report data " + seed));
        this.measurement = Digest.SHA_384.of(Bytes.utf8("simulated launch " + seed));
        this.reportId = Digest.SHA_256.of(Bytes.utf8("report id " + seed));
    }

    SnpReportPlan(SnpReportPlan other) {
        this.product = other.product;
        this.version = other.version;
        this.keyInfo = other.keyInfo;
        this.chipId = other.chipId;
        this.chipIdMasked = other.chipIdMasked;
        this.current = other.current;
        this.reported = other.reported;
        this.committed = other.committed;
        this.launch = other.launch;
        this.reportData = other.reportData;
        this.measurement = other.measurement;
        this.reportId = other.reportId;
        this.hostData = other.hostData;
        this.patches = other.patches;
        this.sentPatches = other.sentPatches;
    }

    private static TcbVersion upToDate(SnpProduct product) {
        return switch (product) {
            case MILAN -> new TcbVersion(TcbLayout.MILAN_GENOA, 0, 4, 0, 24, 219);
            case GENOA -> new TcbVersion(TcbLayout.MILAN_GENOA, 0, 10, 0, 27, 84);
            case TURIN -> new TcbVersion(TcbLayout.TURIN, 1, 1, 1, 4, 81);
        };
    }

    private static Bytes cpuid(SnpProduct product) {
        return switch (product) {
            case MILAN -> Bytes.of(0x19, 0x01, 1);
            case GENOA -> Bytes.of(0x19, 0x11, 1);
            case TURIN -> Bytes.of(0x1a, 0x02, 1);
        };
    }

    /** In the order of the report: build, minor, major. */
    static Bytes firmware(FirmwareVersion version) {
        return Bytes.of(version.build(), version.minor(), version.major());
    }

    private static FirmwareVersion firmware(SnpProduct product) {
        return switch (product) {
            case MILAN -> new FirmwareVersion(1, 55, 29);
            case GENOA -> new FirmwareVersion(1, 55, 49);
            case TURIN -> new FirmwareVersion(1, 55, 65);
        };
    }

    /** The 672 bytes that are signed, in the layout of {@link dev.teeproof.snp.SnpReport}. */
    Bytes signedData() {
        Bytes firmware = Bytes.concat(firmware(firmware(product)), Bytes.zeros(1));
        Bytes mitigations = version >= 5 ? MITIGATIONS : Bytes.zeros(8);
        Bytes report = new ByteWriter()
                .u32le(version)
                .u32le(0)
                .u64le(POLICY)
                .bytes(Bytes.zeros(32))
                .u32le(0)
                .u32le(1)
                .bytes(current.bytes())
                .u64le(product == SnpProduct.TURIN ? 0x65 : 0x25)
                .u32le(keyInfo)
                .u32le(0)
                .bytes(reportData)
                .bytes(measurement)
                .bytes(hostData)
                .bytes(Bytes.zeros(96))
                .bytes(reportId)
                .bytes(NO_MIGRATION_AGENT)
                .bytes(reported.bytes())
                .bytes(version >= 3 ? cpuid(product) : Bytes.zeros(3))
                .bytes(Bytes.zeros(21))
                .bytes(chipIdMasked ? Bytes.zeros(64) : chipId)
                .bytes(committed.bytes())
                .bytes(firmware)
                .bytes(firmware)
                .bytes(launch.bytes())
                .bytes(mitigations)
                .bytes(mitigations)
                .bytes(Bytes.zeros(152))
                .toBytes();
        return Patch.apply(report, patches);
    }
}
