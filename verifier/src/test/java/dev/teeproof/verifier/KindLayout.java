package dev.teeproof.verifier;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.QuoteKind;

/** Where the fields of a quote of a kind stand. */
record KindLayout(QuoteKind kind) {

    /** The size of the authentication data, 4 bytes, behind header, descriptor and report. */
    int size() {
        return 48 + (kind.version() == 5 ? 6 : 0) + kind.bodySize();
    }

    int quoteSignature() {
        return size() + 4;
    }

    int attestationKey() {
        return quoteSignature() + 64;
    }

    /** What surrounds the quoting enclave's report from version 4 on: type, 2 bytes, and size, 4. */
    int outerType() {
        return attestationKey() + 64;
    }

    /** The report, 384 bytes, then its signature, 64. */
    int qeReport() {
        return outerType() + (kind.version() == 3 ? 0 : 6);
    }

    /** The size of the quoting enclave's authentication data, 2 bytes, then the data, 32 unless told otherwise. */
    int qeAuthDataSize() {
        return qeReport() + 384 + 64;
    }

    /** Type, 2 bytes, and size, 4, of the certification data. */
    int innerType() {
        return qeAuthDataSize() + 2 + 32;
    }

    static Bytes put(Bytes quote, int at, Bytes bytes) {
        return Bytes.concat(quote.slice(0, at), bytes, quote.slice(at + bytes.size(), quote.size()));
    }

    /** With a number of 4 bytes made greater or less. */
    static Bytes add(Bytes quote, int at, int difference) {
        int number = quote.at(at) | quote.at(at + 1) << 8 | quote.at(at + 2) << 16 | quote.at(at + 3) << 24;
        return put(quote, at, new ByteWriter().u32le(number + difference).toBytes());
    }
}
