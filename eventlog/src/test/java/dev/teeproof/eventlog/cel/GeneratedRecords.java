package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Records of every kind, the same for the same seed. Their digests are of nothing. */
public final class GeneratedRecords {

    private static final List<HashAlgorithm> ALGORITHMS = List.of(
            HashAlgorithm.SHA1,
            HashAlgorithm.SHA256,
            HashAlgorithm.SHA384,
            HashAlgorithm.SHA512,
            HashAlgorithm.SM3_256,
            HashAlgorithm.SHA3_384,
            new HashAlgorithm(0x01));

    private static final String LETTERS = "az09 \"\\/\t\u0001\u007f\u00e9\u20ac\u2028=:#";

    private final Random random;

    public GeneratedRecords(long seed) {
        this.random = new Random(seed);
    }

    /** Records that every encoding of the canonical log carries, numbered from {@code start}. */
    public List<LogRecord> canonical(int count, long start) {
        return records(
                count,
                start,
                number -> new LogRecord(number, canonicalRegister(), digests(1 + random.nextInt(3)), content()));
    }

    /** Lines of a native event log in RTMR2, as its converter gives them. */
    public List<LogRecord> nelr(int count) {
        return records(
                count,
                0,
                number -> new LogRecord(
                        number, new Rtmr(2), digests(1), new Content.NelrLine(Bytes.utf8("D" + text(30)))));
    }

    /** TCG events with these algorithms, numbered from 0. */
    public List<LogRecord> pcClient(int count, List<HashAlgorithm> algorithms) {
        return records(
                count,
                0,
                number -> new LogRecord(
                        number,
                        new Pcr(random.nextInt(24)),
                        algorithms.stream().map(this::digest).toList(),
                        pcClient()));
    }

    /** Measurements of systemd, numbered from 0. */
    public List<LogRecord> systemd(int count) {
        return records(
                count,
                0,
                number -> new LogRecord(
                        number,
                        random.nextBoolean() ? new Pcr(random.nextInt(24)) : nvIndex(),
                        digests(1 + random.nextInt(3)),
                        systemdContent()));
    }

    /** Files that IMA measured, with this algorithm, numbered from 0. */
    public List<LogRecord> ima(int count, HashAlgorithm algorithm) {
        return records(
                count, 0, number -> new LogRecord(number, new Pcr(10), List.of(digest(algorithm)), imaTemplate()));
    }

    private static List<LogRecord> records(int count, long start, LongFunction<LogRecord> record) {
        return LongStream.range(start, start + count).mapToObj(record).toList();
    }

    private RegisterIndex canonicalRegister() {
        return switch (random.nextInt(3)) {
            case 0 -> new Pcr(random.nextInt(random.nextBoolean() ? 24 : 0x1000000));
            case 1 -> new CcMr(random.nextInt(5));
            default -> nvIndex();
        };
    }

    private NvIndex nvIndex() {
        return new NvIndex((random.nextBoolean() ? 0x01000000L : 0x20000000L) + random.nextInt(0x1000000));
    }

    private List<EventDigest> digests(int count) {
        List<HashAlgorithm> algorithms = new ArrayList<>(ALGORITHMS);
        Collections.shuffle(algorithms, random);
        return algorithms.stream().limit(count).map(this::digest).toList();
    }

    private EventDigest digest(HashAlgorithm algorithm) {
        return new EventDigest(
                algorithm, exactly(algorithm.digest().map(known -> known.size()).orElse(7)));
    }

    private Content content() {
        return switch (random.nextInt(9)) {
            case 0 -> new Management.CelVersion(random.nextInt(3), random.nextInt(300));
            case 1 -> new Management.FirmwareEnd();
            case 2 -> new Management.CelTimestamp(random.nextLong() >>> 1 + random.nextInt(63));
            case 3 -> new Management.StateTransition(random.nextInt(3));
            case 4 -> imaTemplate();
            case 5 -> systemdContent();
            case 6 -> new Content.Cos(random.nextInt(256), bytes(200));
            case 7 -> new Content.Opaque(12 + random.nextInt(60), bytes(200));
            default -> random.nextInt(6) == 0 ? new Content.ImaTlv(imaTlv()) : pcClient();
        };
    }

    private Content.PcClient pcClient() {
        long type = random.nextBoolean() ? EventType.EV_EFI_ACTION : random.nextInt() & 0xffff_ffffL;
        return new Content.PcClient(type, bytes(300));
    }

    private Bytes imaTlv() {
        ByteWriter out = new ByteWriter();
        for (int type = 0; type < 3; type++) {
            Bytes value = bytes(40);
            out.u8(type).bigEndian(value.size(), 4).bytes(value);
        }
        return out.toBytes();
    }

    private Content.ImaTemplate imaTemplate() {
        boolean legacy = random.nextInt(3) == 0;
        Bytes name = Bytes.utf8("/" + text(40));
        ByteWriter data = new ByteWriter();
        if (legacy) {
            data.bytes(exactly(20));
        } else {
            Bytes digest = Bytes.concat(Bytes.utf8("sha256:\0"), exactly(32));
            data.u32le(digest.size()).bytes(digest);
        }
        data.u32le(name.size()).bytes(name);
        return new Content.ImaTemplate(legacy ? "ima" : "ima-ng", data.toBytes());
    }

    private Content.Systemd systemdContent() {
        String id = exactly(16).toHex();
        return new Content.Systemd("{\"string\":\"phase-" + random.nextInt(1000) + "\u00e9\",\"bootId\":\"" + id
                + "\",\"timestamp\":" + random.nextInt() * 1L / 2 + ",\"eventType\":\"phase\"}");
    }

    private Bytes exactly(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }

    private Bytes bytes(int most) {
        return exactly(random.nextInt(most + 1));
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
