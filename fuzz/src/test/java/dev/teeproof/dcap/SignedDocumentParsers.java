package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;

/** The way in to parsers that the library keeps to itself. */
public final class SignedDocumentParsers {

    private SignedDocumentParsers() {}

    public static TcbInfo tcbInfo(Bytes text) throws MalformedEvidenceException {
        return TcbInfo.read(TcbInfo.parse(text));
    }

    public static QeIdentity qeIdentity(Bytes text) throws MalformedEvidenceException {
        return QeIdentity.read(text);
    }
}
