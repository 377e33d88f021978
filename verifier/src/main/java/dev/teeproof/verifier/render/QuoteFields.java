package dev.teeproof.verifier.render;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.AuthenticationData;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.EnclaveReport;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.dcap.PckExtension;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteHeader;
import dev.teeproof.dcap.TdReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every field of a quote as it was sent, by the field's own name and in the format's order. Nothing of it is verified. */
public final class QuoteFields {

    private QuoteFields() {}

    /** The fields as a JSON object; octets in hexadecimal text, in the order of the file. */
    public static JsonObject of(Quote quote) {
        return new Fields()
                .put("core_sha256", Digest.SHA_256.of(quote.core()))
                .put("core_size", quote.core().size())
                .put("trailing_bytes", quote.trailingBytes())
                .put("header", header(quote.header()))
                .put("body", body(quote))
                .put("authentication_data", authentication(quote))
                .object();
    }

    private static JsonObject header(QuoteHeader header) {
        return new Fields()
                .put("version", header.version())
                .put("attestation_key_type", header.attestationKeyType())
                .put("tee_type", header.tee().name())
                .put("qe_svn", header.qeSvn())
                .put("pce_svn", header.pceSvn())
                .put("qe_vendor_id", header.qeVendorId())
                .put("user_data", header.userData())
                .object();
    }

    private static JsonObject body(Quote quote) {
        return switch (quote.body()) {
            case TdReport report -> domain(report);
            case EnclaveReport report -> enclave(report);
        };
    }

    private static JsonObject domain(TdReport report) {
        Fields fields = new Fields()
                .put("kind", report.teeTcbSvn2().isPresent() ? "TD report 1.5" : "TD report 1.0")
                .put("tee_tcb_svn", report.teeTcbSvn())
                .put("mr_seam", report.mrSeam())
                .put("mr_signer_seam", report.mrSignerSeam())
                .put("seam_attributes", report.seamAttributes())
                .put("td_attributes", report.bytes().slice(120, 128))
                .put("td_attribute_names", texts(report.attributes().names()))
                .put("xfam", report.xfam())
                .put("mr_td", report.mrTd())
                .put("mr_config_id", report.mrConfigId())
                .put("mr_owner", report.mrOwner())
                .put("mr_owner_config", report.mrOwnerConfig());
        for (int i = 0; i < report.rtmrs().size(); i++) {
            fields.put("rtmr" + i, report.rtmrs().get(i));
        }
        fields.put("report_data", report.reportData());
        report.teeTcbSvn2().ifPresent(svn -> fields.put("tee_tcb_svn_2", svn));
        report.mrServiceTd().ifPresent(hash -> fields.put("mr_service_td", hash));
        return fields.object();
    }

    private static JsonObject enclave(EnclaveReport report) {
        return new Fields()
                .put("kind", "enclave report")
                .put("cpu_svn", report.cpuSvn())
                .put("misc_select", report.miscSelect())
                .put("isv_ext_prod_id", report.isvExtProdId())
                .put("attributes", report.attributes())
                .put("debug", report.debug() ? "yes" : "no")
                .put("mr_enclave", report.mrEnclave())
                .put("mr_signer", report.mrSigner())
                .put("config_id", report.configId())
                .put("isv_prod_id", report.isvProdId())
                .put("isv_svn", report.isvSvn())
                .put("config_svn", report.configSvn())
                .put("isv_family_id", report.isvFamilyId())
                .put("report_data", report.reportData())
                .object();
    }

    private static JsonObject authentication(Quote quote) {
        AuthenticationData auth = quote.authentication();
        return new Fields()
                .put("quote_signature", auth.quoteSignature().rs())
                .put("attestation_key", auth.attestationKey())
                .put("qe_report", enclave(auth.qeReport()))
                .put("qe_report_signature", auth.qeReportSignature().rs())
                .put("qe_authentication_data", auth.qeAuthData())
                .put("certification_data", certification(quote))
                .object();
    }

    private static JsonObject certification(Quote quote) {
        CertificationData data = quote.authentication().certificationData();
        Fields fields =
                new Fields().put("type", data.type()).put("size", data.data().size());
        try {
            Optional<PckCertificateId> id = data.pckCertificateId(quote.header().qeId());
            if (id.isPresent()) {
                fields.put("pck_certificate_id", id(id.get()));
            } else if (data.type() == CertificationData.PCK_CERTIFICATE || data.hasChain()) {
                fields.put("certificates", certificates(data));
            }
        } catch (MalformedEvidenceException e) {
            fields.put("unreadable", e.inWords()).put("data", data.data());
        }
        return fields.object();
    }

    private static JsonObject id(PckCertificateId id) {
        Fields fields = new Fields().put("qe_id", id.qeId());
        id.encryptedPpid().ifPresent(ppid -> fields.put("encrypted_ppid", ppid));
        return fields.put("cpu_svn", id.cpuSvn())
                .put("pce_svn", id.pceSvn())
                .put("pce_id", id.pceId())
                .object();
    }

    private static JsonArray certificates(CertificationData data) throws MalformedEvidenceException {
        Bytes bytes = data.data();
        boolean der = !bytes.isEmpty() && bytes.at(0) == 0x30;
        List<Certificate> sent = der
                ? List.of(Certificate.read(bytes, "certification_data"))
                : Certificate.readPem(bytes, "certification_data");
        List<JsonValue> shown = new ArrayList<>();
        for (Certificate certificate : sent) {
            shown.add(certificate(certificate));
        }
        return JsonArray.of(shown);
    }

    private static JsonObject certificate(Certificate certificate) throws MalformedEvidenceException {
        Fields fields = new Fields()
                .put("subject", certificate.subject().toString())
                .put("issuer", certificate.issuer().toString())
                .put("serial_number", certificate.serialNumber().toString(16))
                .put("not_before", certificate.notBefore().toString())
                .put("not_after", certificate.notAfter().toString())
                .put("sha256", Digest.SHA_256.of(certificate.der()));
        Optional<PckExtension> platform = PckExtension.ifPresent(certificate);
        platform.ifPresent(extension -> fields.put("sgx_extension", extension(extension)));
        return fields.object();
    }

    private static JsonObject extension(PckExtension platform) {
        Fields fields = new Fields()
                .put("ppid", platform.ppid())
                .put("tcb_components", platform.tcbComponents())
                .put("pce_svn", platform.pceSvn())
                .put("cpu_svn", platform.cpuSvn())
                .put("pce_id", platform.pceId())
                .put("fmspc", platform.fmspc())
                .put("sgx_type", platform.sgxType());
        platform.platformInstanceId().ifPresent(id -> fields.put("platform_instance_id", id));
        platform.configuration()
                .ifPresent(set -> fields.put("dynamic_platform", set.dynamicPlatform() ? "yes" : "no")
                        .put("cached_keys", set.cachedKeys() ? "yes" : "no")
                        .put("smt_enabled", set.smtEnabled() ? "yes" : "no"));
        return fields.object();
    }

    private static JsonArray texts(List<String> texts) {
        return JsonArray.of(texts.stream().map(JsonString::new).toList());
    }
}
