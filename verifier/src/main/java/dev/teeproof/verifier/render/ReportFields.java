package dev.teeproof.verifier.render;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.snp.CertificateTable;
import dev.teeproof.snp.ExtendedReport;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import dev.teeproof.snp.VekCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an SNP report and of the certificates beside it, as they were sent, in the order of the report. Nothing of it is
 * verified. TCB versions are shown in words where the report says which layout they have.
 */
public final class ReportFields {

    private static final Map<Bytes, String> GUIDS = Map.of(
            CertificateTable.VCEK, "vcek",
            CertificateTable.VLEK, "vlek",
            CertificateTable.ASK, "ask",
            CertificateTable.ARK, "ark",
            CertificateTable.CRL, "crl");

    private ReportFields() {}

    /** All fields. */
    public static JsonObject of(ExtendedReport sent) {
        SnpReport report = sent.report();
        Optional<TcbLayout> layout = report.product().map(SnpProduct::tcbLayout);
        Fields fields = new Fields()
                .put("version", report.version())
                .put("guest_svn", report.guestSvn())
                .put("policy", hex(report.policy().bits()))
                .put("policy_in_words", report.policy().toString())
                .put("family_id", report.familyId())
                .put("image_id", report.imageId())
                .put("vmpl", report.vmpl())
                .put("current_tcb", tcb(report.currentTcb(), layout))
                .put("platform_info", hex(report.platformInfo().bits()))
                .put("platform_info_in_words", report.platformInfo().toString())
                .put("key_info", hex(report.keyInfo().bits()))
                .put("author_key_enabled", report.keyInfo().authorKeyEnabled() ? "yes" : "no")
                .put("mask_chip_key", report.keyInfo().maskChipKey() ? "yes" : "no")
                .put(
                        "signing_key",
                        report.keyInfo().signingKey().map(Enum::name).orElse("none"))
                .put("report_data", report.reportData())
                .put("measurement", report.measurement())
                .put("host_data", report.hostData())
                .put("id_key_digest", report.idKeyDigest())
                .put("author_key_digest", report.authorKeyDigest())
                .put("report_id", report.reportId())
                .put("report_id_ma", report.reportIdMa())
                .put("reported_tcb", tcb(report.reportedTcb(), layout));
        report.cpuid().ifPresent(cpuid -> fields.put("cpuid", cpuid.toString()));
        report.product().ifPresent(product -> fields.put("product", product.text()));
        fields.put("chip_id", report.chipId())
                .put("committed_tcb", tcb(report.committedTcb(), layout))
                .put("current_version", report.currentVersion().toString())
                .put("committed_version", report.committedVersion().toString())
                .put("launch_tcb", tcb(report.launchTcb(), layout));
        report.launchMitVector().ifPresent(bits -> fields.put("launch_mit_vector", hex(bits)));
        report.currentMitVector().ifPresent(bits -> fields.put("current_mit_vector", hex(bits)));
        fields.put("signature", report.signature().rs());
        if (!sent.certificates().entries().isEmpty()) {
            fields.put("certificates", certificates(sent.certificates()));
        }
        return fields.object();
    }

    private static String hex(long bits) {
        return "0x" + Long.toHexString(bits);
    }

    private static String tcb(Bytes raw, Optional<TcbLayout> layout) {
        return layout.isPresent() ? raw.toHex() + " (" + TcbVersion.of(layout.get(), raw) + ")" : raw.toHex();
    }

    private static JsonObject certificates(CertificateTable table) {
        Fields fields = new Fields();
        for (CertificateTable.Entry entry : table.entries()) {
            String name = GUIDS.getOrDefault(entry.guid(), entry.guid().toHex());
            fields.put(name, certificate(name, entry));
        }
        return fields.object();
    }

    private static JsonObject certificate(String name, CertificateTable.Entry entry) {
        Fields fields = new Fields().put("size", entry.data().size());
        if (!GUIDS.containsKey(entry.guid()) || name.equals("crl")) {
            return fields.object();
        }
        try {
            List<Certificate> read = SnpCertificates.read(entry.data(), name);
            List<String> subjects = new ArrayList<>();
            read.forEach(certificate -> subjects.add(certificate.subject() + ", of " + certificate.issuer()));
            fields.put("subject", String.join("; ", subjects))
                    .put("not_before", read.getFirst().notBefore().toString())
                    .put("not_after", read.getFirst().notAfter().toString());
            if (name.equals("vcek") || name.equals("vlek")) {
                VekCertificate vek = VekCertificate.of(read.getFirst());
                fields.put("product_name", vek.productName())
                        .put("tcb", vek.tcb().toString());
                vek.hwId().ifPresent(id -> fields.put("hw_id", id));
                vek.cspId().ifPresent(id -> fields.put("csp_id", id));
            }
        } catch (MalformedEvidenceException e) {
            fields.put("unreadable", e.inWords());
        }
        return fields.object();
    }
}
