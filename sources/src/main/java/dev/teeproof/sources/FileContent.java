package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.SignedDocument;
import dev.teeproof.sources.GivenItem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a file of collateral holds, told by its content: dcap-qvl's container, a file of Intel's PCS client tool, a body that
 * Intel's service answered with (an envelope, a list), or a chain in PEM or percent-encoded PEM. Envelopes and lists that
 * come without their chain get it from a chain in another file: see {@link Given}.
 *
 * @param items complete
 * @param documents without the chain of their signer
 * @param lists without the chain of their issuer
 * @param chains for these
 */
record FileContent(
        List<GivenItem> items, List<Envelope> documents, List<CertificateRevocationList> lists, List<Chain> chains) {

    record Envelope(Place place, SignedDocument document) {}

    record Chain(Bytes pem, List<Certificate> certificates) {}

    private static final String NAME = "collateral";
    private static final Set<String> CONTAINER = Set.of(
            "root_ca_crl",
            "pck_crl",
            "tcb_info",
            "qe_identity",
            "pck_certificate_chain",
            "tcb_info_early",
            "qe_identity_early");

    /** @param source the file's name */
    static FileContent read(Bytes bytes, String source) throws MalformedEvidenceException {
        int first = first(bytes);
        if (first == '{') {
            return json(bytes, source);
        }
        if (first == '-' && isCertificate(bytes)) {
            return chain(bytes, source);
        }
        CertificateRevocationList list = CertificateRevocationList.readAnyForm(trimmed(bytes), "crl");
        return new FileContent(List.of(), List.of(), List.of(list), List.of());
    }

    static Place placeOf(CertificateRevocationList list) {
        return PckCa.of(list.issuer()).isPresent() ? Place.PCK_CRL : Place.ROOT_CA_CRL;
    }

    private static FileContent json(Bytes bytes, String source) throws MalformedEvidenceException {
        JsonObject object = Json.readObject(bytes, NAME);
        Set<String> members = object.members().keySet();
        if (members.contains("collaterals")) {
            return whole(PcsClientToolFile.read(object.object("collaterals"), source));
        }
        if (members.contains(EnvelopeText.TCB_INFO)) {
            return envelope(Place.TCB_INFO, EnvelopeText.read(object, EnvelopeText.TCB_INFO));
        }
        if (members.contains(EnvelopeText.IDENTITY)) {
            return envelope(Place.QE_IDENTITY, EnvelopeText.read(object, EnvelopeText.IDENTITY));
        }
        if (members.stream().noneMatch(CONTAINER::contains)) {
            throw new MalformedEvidenceException(
                    Malformation.MISSING,
                    NAME,
                    0,
                    "a container of dcap-qvl, a file of Intel's PCS client tool, a TCB info or an enclave identity");
        }
        return whole(container(CollateralContainer.read(bytes, source), source));
    }

    private static List<GivenItem> container(CollateralContainer container, String source) {
        List<GivenItem> items = new ArrayList<>();
        add(items, Place.ROOT_CA_CRL, container.rootCaCrl().map(Endorsement.RevocationList::new));
        add(items, Place.PCK_CRL, container.pckCrl().map(Endorsement.RevocationList::new));
        add(items, Place.TCB_INFO, container.tcbInfo().map(Endorsement.Document::new));
        add(items, Place.QE_IDENTITY, container.qeIdentity().map(Endorsement.Document::new));
        add(items, Place.EARLY_TCB_INFO, container.laterTcbInfo().map(Endorsement.Document::new));
        add(items, Place.EARLY_QE_IDENTITY, container.laterQeIdentity().map(Endorsement.Document::new));
        add(items, Place.PCK_CHAIN, container.pckCertificateChain().map(pem -> new Endorsement.PckChain(pem, source)));
        return items;
    }

    private static void add(List<GivenItem> items, Place place, Optional<? extends Endorsement> endorsement) {
        endorsement.ifPresent(given -> items.add(GivenItem.of(place, given)));
    }

    private static FileContent chain(Bytes bytes, String source) throws MalformedEvidenceException {
        Bytes pem = PercentText.decode(bytes.toUtf8(NAME).strip(), NAME);
        List<Certificate> certificates = Certificate.readPem(pem, NAME);
        GivenItem pck = GivenItem.of(Place.PCK_CHAIN, new Endorsement.PckChain(pem, source));
        return new FileContent(
                pck.stated().isPresent() ? List.of(pck) : List.of(),
                List.of(),
                List.of(),
                List.of(new Chain(pem, certificates)));
    }

    private static FileContent whole(List<GivenItem> items) {
        return new FileContent(List.copyOf(items), List.of(), List.of(), List.of());
    }

    private static FileContent envelope(Place place, SignedDocument document) {
        return new FileContent(List.of(), List.of(new Envelope(place, document)), List.of(), List.of());
    }

    static GivenItem withChain(Envelope envelope, Bytes chain, String source) {
        return GivenItem.of(
                envelope.place(), new Endorsement.Document(new IssuedDocument(envelope.document(), chain, source)));
    }

    static GivenItem withChain(CertificateRevocationList list, Optional<Bytes> chain, String source) {
        return GivenItem.of(placeOf(list), new Endorsement.RevocationList(new IssuedList(list.der(), chain, source)));
    }

    /** The first byte that is no blank, or -1. */
    private static int first(Bytes bytes) {
        for (int i = 0; i < bytes.size(); i++) {
            if (!isBlank(bytes.at(i))) {
                return bytes.at(i);
            }
        }
        return -1;
    }

    /** Also where the blank is percent-encoded. */
    private static boolean isCertificate(Bytes bytes) throws MalformedEvidenceException {
        String start = bytes.slice(0, Math.min(bytes.size(), 64)).toUtf8(NAME).strip();
        return start.startsWith("-----BEGIN CERTIFICATE") || start.startsWith("-----BEGIN%20CERTIFICATE");
    }

    /** Text files end with a line end, which hexadecimal text does not contain; DER is left as it is. */
    private static Bytes trimmed(Bytes bytes) {
        if (bytes.isEmpty() || bytes.at(0) == DerReader.SEQUENCE) {
            return bytes;
        }
        int from = 0;
        int to = bytes.size();
        while (from < to && isBlank(bytes.at(from))) {
            from++;
        }
        while (to > from && (isBlank(bytes.at(to - 1)) || bytes.at(to - 1) == 0)) {
            to--;
        }
        return bytes.slice(from, to);
    }

    private static boolean isBlank(int b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
