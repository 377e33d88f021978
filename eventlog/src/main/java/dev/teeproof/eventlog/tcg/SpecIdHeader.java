package dev.teeproof.eventlog.tcg;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.SpecIdEvent;
import dev.teeproof.eventlog.model.SpecIdEvent.DigestSize;
import java.util.ArrayList;
import java.util.List;

/**
 * The first record of a crypto-agile log, in the layout of SHA-1 logs: it is no event and is never extended.
 *
 * <pre>
 * offset  size  field
 *      0     4  pcrIndex    0 (1 in what some firmware for TDX writes)
 *      4     4  eventType   EV_NO_ACTION
 *      8    20  digest      zero
 *     28     4  eventSize
 *     32        {@link SpecIdEvent}
 * </pre>
 */
final class SpecIdHeader {

    /** The smallest content that can be a {@link SpecIdEvent}; a smaller one is a SHA-1 log's first event. */
    private static final int SMALLEST = 28;

    private static final int SIZE_AT = 28;
    private static final int CONTENT_AT = 32;

    private final ReadOptions options;
    private final List<LogWarning> warnings;

    SpecIdHeader(ReadOptions options, List<LogWarning> warnings) {
        this.options = options;
        this.warnings = warnings;
    }

    /** Whether a log that begins with these bytes is a crypto-agile one, well-formed or not. */
    static boolean isAt(Bytes start) {
        return start.size() >= CONTENT_AT && u32(start, 4) == EventType.EV_NO_ACTION && u32(start, SIZE_AT) >= SMALLEST;
    }

    private static long u32(Bytes bytes, int at) {
        return bytes.at(at) | bytes.at(at + 1) << 8 | bytes.at(at + 2) << 16 | (long) bytes.at(at + 3) << 24;
    }

    SpecIdEvent read(ByteReader in) throws MalformedEvidenceException {
        int at = in.position();
        long index = in.u32le("header.pcrIndex");
        require(index <= 1, in, "header.pcrIndex", at, "0");
        at = in.position();
        long type = in.u32le("header.eventType");
        if (type != EventType.EV_NO_ACTION) {
            throw in.fault(LogMalformation.BAD_HEADER, "header.eventType", at, "EV_NO_ACTION");
        }
        at = in.position();
        require(in.take("header.digest", 20).isZero(), in, "header.digest", at, "zeros");
        return readContent(in.slice("header", in.u32le("header.eventSize")));
    }

    private SpecIdEvent readContent(ByteReader in) throws MalformedEvidenceException {
        Bytes signature = in.take("signature", 16);
        require(
                signature.equals(SpecIdEvent.SIGNATURE),
                in,
                "signature",
                0,
                "Spec ID Event03; the attestation agent of Confidential Containers makes up a header with zeros, which is"
                        + " read leniently only");
        boolean madeUp = signature.isZero();
        if (!madeUp && !signature.equals(SpecIdEvent.SIGNATURE)) {
            throw in.fault(LogMalformation.BAD_HEADER, "signature", 0, "Spec ID Event03");
        }
        long platformClass = in.u32le("platformClass");
        int minor = in.u8("specVersionMinor");
        int at = in.position();
        int major = in.u8("specVersionMajor");
        if (!madeUp) {
            require(major == 2 && minor == 0, in, "specVersionMajor", at, "version 2.0");
        }
        int errata = in.u8("specErrata");
        int uintnSize = in.u8("uintnSize");
        List<DigestSize> sizes = readDigestSizes(in);
        Bytes vendorInfo = in.take("vendorInfo", in.u8("vendorInfoSize"));
        require(in.remaining() == 0, in, "vendorInfo", in.position(), "the end of the header");
        return new SpecIdEvent(signature, platformClass, minor, major, errata, uintnSize, sizes, vendorInfo);
    }

    private List<DigestSize> readDigestSizes(ByteReader in) throws MalformedEvidenceException {
        int at = in.position();
        long count = in.u32le("numberOfAlgorithms");
        int most = options.limits().algorithms();
        if (count == 0 || count > most) {
            throw in.fault(LogMalformation.LIMIT, "numberOfAlgorithms", at, "1 to " + most + " algorithms");
        }
        List<DigestSize> sizes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            at = in.position();
            HashAlgorithm algorithm = HashAlgorithm.ofId(in.u16le("algorithmId"));
            if (sizes.stream().anyMatch(before -> before.algorithm().equals(algorithm))) {
                throw in.fault(LogMalformation.BAD_BANKS, "algorithmId", at, algorithm + " once");
            }
            at = in.position();
            int size = in.u16le("digestSize");
            boolean right = algorithm
                    .digest()
                    .map(known -> known.size() == size)
                    .orElse(size > 0 && size <= options.limits().digestSize());
            if (!right) {
                throw in.fault(LogMalformation.BAD_DIGEST, "digestSize", at, "the size of " + algorithm);
            }
            if (!algorithm.isKnown()) {
                warnings.add(LogWarning.ofLog(
                        "UNKNOWN_ALGORITHM", "the header declares " + algorithm + ", of which no value is computed"));
            }
            sizes.add(new DigestSize(algorithm, size));
        }
        return sizes;
    }

    /** What is refused, or warned of where reading is lenient. */
    private void require(boolean right, ByteReader in, String field, int at, String expected)
            throws MalformedEvidenceException {
        if (right) {
            return;
        }
        if (options.isStrict()) {
            throw in.fault(LogMalformation.BAD_HEADER, field, at, expected);
        }
        warnings.add(LogWarning.ofLog("BAD_HEADER", "the header's " + field + " is not as it should be: " + expected));
    }

    static void write(SpecIdEvent header, ByteWriter out) {
        ByteWriter content = new ByteWriter()
                .bytes(header.signature())
                .u32le(header.platformClass())
                .u8(header.specVersionMinor())
                .u8(header.specVersionMajor())
                .u8(header.specErrata())
                .u8(header.uintnSize())
                .u32le(header.digestSizes().size());
        header.digestSizes()
                .forEach(size -> content.u16le(size.algorithm().id()).u16le(size.digestSize()));
        content.u8(header.vendorInfo().size()).bytes(header.vendorInfo());
        out.u32le(0).u32le(EventType.EV_NO_ACTION).bytes(Bytes.zeros(20)).u32le(content.size());
        out.bytes(content.toBytes());
    }
}
