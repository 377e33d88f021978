package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * Makes endorsements of what a service answers: the body, and the issuer's chain in a header whose name differs from
 * version to version.
 *
 * @see "Intel PCS API v3 and v4, response headers"
 */
record PcsAnswer(HttpHeaders headers, Bytes body, String source) {

    private static final List<String> TCB_INFO_CHAIN = List.of("TCB-Info-Issuer-Chain", "SGX-TCB-Info-Issuer-Chain");
    private static final List<String> IDENTITY_CHAIN =
            List.of("SGX-Enclave-Identity-Issuer-Chain", "Enclave-Identity-Issuer-Chain");
    private static final List<String> PCK_CRL_CHAIN = List.of("SGX-PCK-CRL-Issuer-Chain", "PCK-CRL-Issuer-Chain");
    private static final List<String> PCK_CHAIN =
            List.of("SGX-PCK-Certificate-Issuer-Chain", "PCK-Certificate-Issuer-Chain");

    /** Bytes of a body that are taken: a list may come as hexadecimal text. */
    static int limit(IntelItem item) {
        return switch (item) {
            case IntelItem.TcbInfo tcb -> EnvelopeText.MAX_SIZE;
            case IntelItem.QeIdentity qe -> EnvelopeText.MAX_SIZE;
            case IntelItem.PckCrl crl -> 2 * CertificateRevocationList.MAX_SIZE + 2;
            case IntelItem.RootCaCrl crl -> 2 * CertificateRevocationList.MAX_SIZE + 2;
            case IntelItem.PckCertificate pck -> PemBlocks.MAX_SIZE;
        };
    }

    Endorsement as(IntelItem item) throws MalformedEvidenceException {
        return switch (item) {
            case IntelItem.TcbInfo tcb ->
                new Endorsement.Document(new IssuedDocument(
                        EnvelopeText.read(body, EnvelopeText.TCB_INFO), required(TCB_INFO_CHAIN), source));
            case IntelItem.QeIdentity qe ->
                new Endorsement.Document(new IssuedDocument(
                        EnvelopeText.read(body, EnvelopeText.IDENTITY), required(IDENTITY_CHAIN), source));
            case IntelItem.PckCrl crl -> list(chain(PCK_CRL_CHAIN));
            case IntelItem.RootCaCrl crl -> list(Optional.empty());
            case IntelItem.PckCertificate pck -> pckChain(pck);
        };
    }

    private Endorsement list(Optional<Bytes> chain) throws MalformedEvidenceException {
        Bytes der = CertificateRevocationList.readAnyForm(body, "crl").der();
        return new Endorsement.RevocationList(new IssuedList(der, chain, source));
    }

    private Endorsement pckChain(IntelItem.PckCertificate item) throws MalformedEvidenceException {
        PemBlocks.decode(body, "CERTIFICATE", "pck certificate");
        Optional<String> tcbm = headers.firstValue("SGX-TCBm");
        Bytes pceSvn = Bytes.of(item.id().pceSvn(), item.id().pceSvn() >> 8);
        String asked = Bytes.concat(item.id().cpuSvn(), pceSvn).toHex();
        if (tcbm.isPresent() && !tcbm.get().strip().equalsIgnoreCase(asked)) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE,
                    "SGX-TCBm",
                    0,
                    "the certificate of the TCB that the quote names, " + asked + ", and not of "
                            + tcbm.get().strip()
                            + " (a platform of several packages may have to be registered again)");
        }
        return new Endorsement.PckChain(Bytes.concat(body, Bytes.utf8("\n"), required(PCK_CHAIN)), source);
    }

    private Bytes required(List<String> names) throws MalformedEvidenceException {
        return chain(names)
                .orElseThrow(() -> new MalformedEvidenceException(
                        Malformation.MISSING, "headers", 0, "the header " + names.get(0)));
    }

    private Optional<Bytes> chain(List<String> names) throws MalformedEvidenceException {
        for (String name : names) {
            Optional<String> value = headers.firstValue(name);
            if (value.isPresent()) {
                if (value.get().length() > 3 * PemBlocks.MAX_SIZE) {
                    throw new MalformedEvidenceException(
                            Malformation.LIMIT_EXCEEDED, name, 0, "at most " + PemBlocks.MAX_SIZE + " bytes of PEM");
                }
                return Optional.of(PercentText.decode(value.get(), name));
            }
        }
        return Optional.empty();
    }
}
