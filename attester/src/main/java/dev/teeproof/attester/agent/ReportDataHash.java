package dev.teeproof.attester.agent;

import dev.teeproof.attester.rpc.RpcException;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * How {@code TdxQuote} turns what an app hands over into 64 bytes of report data: the hash of prefix, colon and data, with zeros behind
 * it; or as it is.
 */
enum ReportDataHash {
    SHA256("sha256"),
    SHA384("sha384"),
    SHA512("sha512"),
    SHA3_256("sha3-256"),
    SHA3_384("sha3-384"),
    SHA3_512("sha3-512"),
    /** With the padding that Keccak had before it became SHA-3. */
    KECCAK256("keccak256"),
    KECCAK384("keccak384"),
    KECCAK512("keccak512"),
    RAW("raw");

    private static final int REPORT_DATA = TeeBackend.REPORT_DATA_SIZE;

    private final String text;

    ReportDataHash(String text) {
        this.text = text;
    }

    /** The algorithm of this name; SHA-512 for none. */
    static ReportDataHash of(String name) throws RpcException {
        if (name.isEmpty()) {
            return SHA512;
        }
        for (ReportDataHash algorithm : values()) {
            if (algorithm.text.equals(name)) {
                return algorithm;
            }
        }
        throw new RpcException("invalid hash algorithm");
    }

    /** The name in requests and answers. */
    String text() {
        return text;
    }

    /** The report data; raw data must have all 64 bytes. */
    Bytes reportData(String prefix, Bytes content) throws RpcException {
        if (this == RAW) {
            if (content.size() != REPORT_DATA) {
                throw new RpcException("invalid content length");
            }
            return content;
        }
        Bytes hash = hash(Bytes.concat(Bytes.utf8(prefix), Bytes.of(':'), content));
        return Bytes.concat(hash, Bytes.zeros(REPORT_DATA - hash.size()));
    }

    private Bytes hash(Bytes input) {
        return switch (this) {
            case SHA256 -> Digest.SHA_256.of(input);
            case SHA384 -> Digest.SHA_384.of(input);
            case SHA512 -> Digest.SHA_512.of(input);
            case SHA3_256 -> Digest.SHA3_256.of(input);
            case SHA3_384 -> Digest.SHA3_384.of(input);
            case SHA3_512 -> Digest.SHA3_512.of(input);
            case KECCAK256 -> keccak(256, input);
            case KECCAK384 -> keccak(384, input);
            case KECCAK512 -> keccak(512, input);
            case RAW -> input;
        };
    }

    private static Bytes keccak(int bits, Bytes input) {
        KeccakDigest digest = new KeccakDigest(bits);
        digest.update(input.toArray(), 0, input.size());
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return Bytes.copyOf(hash);
    }
}
