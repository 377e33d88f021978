package dev.teeproof.verifier;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticationData;
import dev.teeproof.dcap.Quote;
import java.util.List;

/** A quote written anew around another chain of PCK certificates, all lengths right. */
final class QuoteParts {

    private QuoteParts() {}

    static List<Bytes> chain(Bytes quote) throws MalformedEvidenceException {
        return Pem.read(Quote.parse(quote).authentication().certificationData().data());
    }

    static Bytes withChain(Bytes quote, Bytes pem) throws MalformedEvidenceException {
        Quote parsed = Quote.parse(quote);
        AuthenticationData auth = parsed.authentication();
        Bytes qe = new ByteWriter()
                .bytes(auth.qeReport().bytes())
                .bytes(auth.qeReportSignature().rs())
                .u16le(auth.qeAuthData().size())
                .bytes(auth.qeAuthData())
                .u16le(auth.certificationData().type())
                .u32le(pem.size())
                .bytes(pem)
                .toBytes();
        Bytes authentication = new ByteWriter()
                .bytes(auth.quoteSignature().rs())
                .bytes(auth.attestationKey())
                .u16le(6)
                .u32le(qe.size())
                .bytes(qe)
                .toBytes();
        return new ByteWriter()
                .bytes(parsed.signedData())
                .u32le(authentication.size())
                .bytes(authentication)
                .toBytes();
    }
}
