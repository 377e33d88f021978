package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.ContentSigner;

/** A simulated key that can sign certificates and revocation lists, each time with the same bytes. */
interface IssuingKey {

    SubjectPublicKeyInfo subjectPublicKeyInfo();

    /** What its signatures in certificates and lists are called. */
    AlgorithmIdentifier signing();

    /** As certificates carry it. */
    Bytes encodedSignature(Bytes message);

    /** For certificates and lists. */
    default ContentSigner contentSigner() {
        return contentSigner(signing());
    }

    /** The same under another encoding of the algorithm's name. */
    default ContentSigner contentSigner(AlgorithmIdentifier named) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return named;
            }

            @Override
            public OutputStream getOutputStream() {
                return content;
            }

            @Override
            public byte[] getSignature() {
                return encodedSignature(Bytes.copyOf(content.toByteArray())).toArray();
            }
        };
    }
}
