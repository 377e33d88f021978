package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import java.util.Optional;

/**
 * What is about to be done to a register and its log, as it is written before anything is done. Whoever finds it can tell from
 * the register how far it was done, and do the rest.
 *
 * <pre>
 * offset  size  field          big-endian
 *      0     8  magic          "TPFWAL01"
 *      8     1  format         'N', 'A' or 'D'
 *      9     2  algorithm      TPM_ALG_ID
 *     11     8  offset         where the entry belongs in the log
 *     19     n  before         what the register held
 *   19+n     n  expected       what it holds afterwards; the same where nothing is extended
 *  19+2n     1  extends        1, or 0 where nothing is extended
 *  20+2n     n  digest         what is extended, or zeros
 *  20+3n     4  size           of the entry
 *  24+3n        entry          the bytes to append
 *              32  check       SHA-256 of all before
 * </pre>
 */
record WriteAhead(
        MeasurementFormat format,
        Digest algorithm,
        long offset,
        Bytes before,
        Bytes expected,
        Optional<Bytes> digest,
        Bytes entry) {

    private static final Bytes MAGIC = Bytes.utf8("TPFWAL01");
    private static final int CHECK = 32;

    /** Of one without its entry, with the longest digests. */
    static final int OVERHEAD = 256;

    /** What it takes to append the entry, and to extend its digest if it has one. */
    static WriteAhead of(MeasurementFormat format, Digest algorithm, long offset, Bytes register, Entry entry) {
        Bytes expected =
                entry.digest().map(digest -> algorithm.of(register, digest)).orElse(register);
        return new WriteAhead(format, algorithm, offset, register, expected, entry.digest(), entry.bytes());
    }

    Bytes write() {
        Bytes body = new ByteWriter()
                .bytes(MAGIC)
                .u8(format.mark())
                .bigEndian(HashAlgorithm.of(algorithm).id(), 2)
                .bigEndian(offset, 8)
                .bytes(before)
                .bytes(expected)
                .u8(digest.isPresent() ? 1 : 0)
                .bytes(digest.orElse(Bytes.zeros(algorithm.size())))
                .bigEndian(entry.size(), 4)
                .bytes(entry)
                .toBytes();
        return Bytes.concat(body, Digest.SHA_256.of(body));
    }

    static WriteAhead read(Bytes bytes, Digest algorithm) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(bytes, "writeAhead");
        int size = Math.max(0, bytes.size() - CHECK);
        Bytes body = bytes.slice(0, size);
        if (!Digest.SHA_256.of(body).equals(bytes.slice(size, bytes.size()))) {
            throw in.fault(Malformation.BAD_VALUE, "check", "the SHA-256 of what stands before it");
        }
        if (!in.take("magic", MAGIC.size()).equals(MAGIC)) {
            throw in.fault(Malformation.BAD_VALUE, "magic", "TPFWAL01");
        }
        MeasurementFormat format = format(in);
        if (in.bigEndian("algorithm", 2) != HashAlgorithm.of(algorithm).id()) {
            throw in.fault(Malformation.BAD_VALUE, "algorithm", "the registers' algorithm, " + algorithm);
        }
        long offset = in.bigEndian("offset", 8);
        Bytes before = in.take("before", algorithm.size());
        Bytes expected = in.take("expected", algorithm.size());
        boolean extend = in.u8("extends") == 1;
        Bytes digest = in.take("digest", algorithm.size());
        Bytes entry = in.take("entry", in.bigEndian("size", 4));
        if (offset < 0 || in.remaining() != CHECK) {
            throw in.fault(Malformation.BAD_LENGTH, "entry", "the check behind it, and an offset within a file");
        }
        return new WriteAhead(
                format, algorithm, offset, before, expected, extend ? Optional.of(digest) : Optional.empty(), entry);
    }

    private static MeasurementFormat format(ByteReader in) throws MalformedEvidenceException {
        int mark = in.u8("format");
        for (MeasurementFormat format : MeasurementFormat.values()) {
            if (format.mark() == mark) {
                return format;
            }
        }
        throw in.fault(Malformation.BAD_VALUE, "format", "N, A or D");
    }

    /** Whether the register with this value has yet to be extended. */
    boolean isYetToExtend(Bytes register) {
        return digest.isPresent()
                && algorithm.of(register, digest.orElseThrow()).equals(expected);
    }
}
