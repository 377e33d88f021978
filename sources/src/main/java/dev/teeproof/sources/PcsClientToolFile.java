package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.sources.GivenItem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that Intel's PCS client tool writes for machines without a network: the member {@code collaterals}, with TCB info
 * of several platforms, both kinds of identity, both lists of the PCK CAs and the root's. Documents are envelopes, as
 * objects or as strings; chains are percent-encoded PEM. Every member may be absent.
 *
 * @see "Intel SGX Data Center Attestation Primitives, tools/PcsClientTool"
 */
record PcsClientToolFile(JsonObject collaterals, String source, List<GivenItem> items) {

    private static final String TCB_INFO_CHAIN = "TCB-Info-Issuer-Chain";
    private static final String IDENTITY_CHAIN = "SGX-Enclave-Identity-Issuer-Chain";

    static List<GivenItem> read(JsonObject collaterals, String source) throws MalformedEvidenceException {
        PcsClientToolFile file = new PcsClientToolFile(collaterals, source, new ArrayList<>());
        file.tcbInfos();
        file.identity("qeidentity", Place.QE_IDENTITY);
        file.identity("qeidentity_early", Place.EARLY_QE_IDENTITY);
        file.identity("tdqeidentity", Place.QE_IDENTITY);
        file.identity("tdqeidentity_early", Place.EARLY_QE_IDENTITY);
        file.lists();
        return List.copyOf(file.items);
    }

    private void tcbInfos() throws MalformedEvidenceException {
        Optional<JsonArray> platforms = collaterals.optionalArray("tcbinfos");
        if (platforms.isEmpty()) {
            return;
        }
        for (JsonObject platform : platforms.get().objects()) {
            document(platform, "sgx_tcbinfo", Place.TCB_INFO);
            document(platform, "tdx_tcbinfo", Place.TCB_INFO);
            document(platform, "sgx_tcbinfo_early", Place.EARLY_TCB_INFO);
            document(platform, "tdx_tcbinfo_early", Place.EARLY_TCB_INFO);
        }
    }

    private void document(JsonObject platform, String name, Place place) throws MalformedEvidenceException {
        document(platform, name, place, EnvelopeText.TCB_INFO, TCB_INFO_CHAIN);
    }

    private void identity(String name, Place place) throws MalformedEvidenceException {
        document(collaterals, name, place, EnvelopeText.IDENTITY, IDENTITY_CHAIN);
    }

    private void document(JsonObject parent, String name, Place place, String envelope, String chain)
            throws MalformedEvidenceException {
        Optional<JsonValue> value = parent.optional(name);
        if (value.isEmpty() || value.get().equals(new JsonString(""))) {
            return;
        }
        JsonObject object = value.get() instanceof JsonString text
                ? Json.readObject(Bytes.utf8(text.value()), name)
                : parent.object(name);
        Bytes signer = PercentText.decode(certificates().string(chain), chain);
        items.add(GivenItem.of(
                place,
                new Endorsement.Document(new IssuedDocument(EnvelopeText.read(object, envelope), signer, source))));
    }

    private void lists() throws MalformedEvidenceException {
        Optional<JsonObject> pck = collaterals.optionalObject("pckcacrl");
        if (pck.isPresent()) {
            list(pck.get(), "processorCrl", Place.PCK_CRL, pckCaChain("PROCESSOR"));
            list(pck.get(), "platformCrl", Place.PCK_CRL, pckCaChain("PLATFORM"));
        }
        list(collaterals, "rootcacrl", Place.ROOT_CA_CRL, Optional.empty());
    }

    private void list(JsonObject parent, String name, Place place, Optional<Bytes> chain)
            throws MalformedEvidenceException {
        Optional<String> text = parent.optionalString(name).filter(value -> !value.isEmpty());
        if (text.isPresent()) {
            Bytes der = CertificateRevocationList.readAnyForm(Bytes.utf8(text.get()), name)
                    .der();
            items.add(GivenItem.of(place, new Endorsement.RevocationList(new IssuedList(der, chain, source))));
        }
    }

    private Optional<Bytes> pckCaChain(String ca) throws MalformedEvidenceException {
        Optional<JsonObject> chains = collaterals.optionalObject("certificates");
        Optional<JsonObject> ofPck =
                chains.isEmpty() ? Optional.empty() : chains.get().optionalObject("SGX-PCK-Certificate-Issuer-Chain");
        Optional<String> text = ofPck.isEmpty() ? Optional.empty() : ofPck.get().optionalString(ca);
        return text.isEmpty() ? Optional.empty() : Optional.of(PercentText.decode(text.get(), ca));
    }

    private JsonObject certificates() throws MalformedEvidenceException {
        return collaterals.object("certificates");
    }
}
