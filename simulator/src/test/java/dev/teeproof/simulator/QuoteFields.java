package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.EcCurve;
import dev.teeproof.crypto.EcPublicKey;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerificationKey;
import java.util.List;

/** The fields of a quote by the offsets of Intel's tables, read without the parser of the library. */
record QuoteFields(
        Bytes header,
        Bytes descriptor,
        Bytes body,
        Bytes signedData,
        Bytes signature,
        Bytes key,
        int outerType,
        Bytes qeReport,
        Bytes qeSignature,
        Bytes qeAuthenticationData,
        int certificationType,
        Bytes certificationData,
        int trailing) {

    static QuoteFields of(Bytes quote, int descriptorSize, int bodySize) {
        int body = 48 + descriptorSize;
        int length = body + bodySize;
        int auth = length + 4;
        int end = auth + u32(quote, length);
        boolean nested = u16(quote, 0) > 3;
        int qe = auth + 128 + (nested ? 6 : 0);
        if (nested && u32(quote, auth + 130) != end - qe) {
            throw new AssertionError("the outer data does not end with the authentication data");
        }
        int data = qe + 450;
        int type = data + u16(quote, qe + 448);
        if (type + 6 + u32(quote, type + 2) != end) {
            throw new AssertionError("the certification data does not end with the authentication data");
        }
        return new QuoteFields(
                quote.slice(0, 48),
                quote.slice(48, body),
                quote.slice(body, length),
                quote.slice(0, length),
                quote.slice(auth, auth + 64),
                quote.slice(auth + 64, auth + 128),
                nested ? u16(quote, auth + 128) : 0,
                quote.slice(qe, qe + 384),
                quote.slice(qe + 384, qe + 448),
                quote.slice(data, type),
                u16(quote, type),
                quote.slice(type + 6, end),
                quote.size() - end);
    }

    static QuoteFields of(SimulatedQuote quote) {
        return of(
                quote.quote(),
                quote.kind().version() == 5 ? 6 : 0,
                switch (quote.kind()) {
                    case SGX_V3, SGX_V4, SGX_V5 -> 384;
                    case TDX_V4, TDX_V5_TD10 -> 584;
                    case TDX_V5_TD15 -> 648;
                });
    }

    boolean quoteIsSigned() throws Exception {
        return signed(EcPublicKey.ofCoordinates(EcCurve.P_256, key, "key"), signedData, signature);
    }

    boolean qeReportIsSigned(SimulatedQuote quote) throws Exception {
        List<Certificate> chain = Certificate.readPem(quote.pckChainPem(), "chain");
        return signed(chain.getFirst().publicKey(), qeReport, qeSignature);
    }

    static boolean signed(VerificationKey key, Bytes message, Bytes signature) {
        return SignatureVerifier.ofPlatform().verifies(key, message, new EcdsaSignature(signature));
    }

    static int u16(Bytes bytes, int offset) {
        return bytes.at(offset) | bytes.at(offset + 1) << 8;
    }

    static int u32(Bytes bytes, int offset) {
        return u16(bytes, offset) | u16(bytes, offset + 2) << 16;
    }
}
