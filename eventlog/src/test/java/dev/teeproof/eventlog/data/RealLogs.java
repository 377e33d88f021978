package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.tcg.TcgReader;
import dev.teeproof.eventlog.tcg.TcgSha1Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs of real machines, as records. */
public final class RealLogs {

    public static final String ALIBABA = "trustee/CCEL_AAEL_alibabacloud";
    public static final String TD_SHIM = "trustee/CCEL_data";
    public static final String OVMF = "trustee/CCEL_data_ovmf";
    public static final String DSTACK = "dstack-ccel.bin";
    public static final String GCP = "gcp-tpm2.bin";
    public static final String RHEL8 = "tpm/rhel8-uefi.bin";
    public static final String DEBIAN10 = "tpm/debian-10.bin";
    public static final String ARCH = "tpm/arch-linux-workstation.bin";
    public static final String UBUNTU = "tpm/ubuntu-2104-no-secure-boot.bin";

    public static final List<String> ALL = List.of(ALIBABA, TD_SHIM, OVMF, DSTACK, GCP, RHEL8, DEBIAN10, ARCH, UBUNTU);

    private RealLogs() {}

    /** The records of a file below {@code eventlog}. */
    public static List<LogRecord> read(String file) throws Exception {
        Bytes log = Bytes.copyOf(Conformance.bytes("eventlog/" + file));
        RecordReader reader =
                file.equals(DEBIAN10) ? new TcgSha1Reader(ReadOptions.STRICT) : new TcgReader(ReadOptions.STRICT);
        ByteReader in = ByteReader.of(log, "log");
        List<LogRecord> records = new ArrayList<>();
        for (Optional<LogRecord> next = reader.next(in, true); next.isPresent(); next = reader.next(in, true)) {
            records.add(next.get());
        }
        return records;
    }
}
