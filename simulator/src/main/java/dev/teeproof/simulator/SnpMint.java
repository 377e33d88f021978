package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.SnpBlueprint.Role;
import dev.teeproof.simulator.SnpBlueprint.SentCertificates;
import dev.teeproof.simulator.SnpBlueprint.Signed;
import dev.teeproof.snp.CertificateTable;
import dev.teeproof.snp.KeyInfo;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mints, writes and signs what a blueprint says. */
final class SnpMint {

    static final int MASK_CHIP_KEY = 2;

    private static final Duration AGE_OF_CAS = Duration.ofDays(730);
    private static final Duration AGE_OF_KEYS = Duration.ofDays(30);
    private static final int ENTRY_SIZE = 24;

    private final SnpBlueprint plan;
    private final SnpPkiPlan pki;
    private final SnpProduct product;
    private final SimulatedKey vekKey;

    SnpMint(SnpBlueprint plan) {
        this.plan = plan;
        this.pki = plan.pki;
        this.product = plan.report.product;
        // As AMD's keys follow from a chip's secret and its TCB.
        this.vekKey = SimulatedKey.of(
                SimulatedCurve.P_384,
                plan.seed,
                pki.vekKind + " " + plan.report.chipId + " " + plan.report.reported.bytes());
    }

    SimulatedReport mint() {
        SimulatedRsaKey rootKey = pki.keys.ark(product);
        SimulatedRsaKey issuerKey = pki.keys.issuer(product, pki.issuerKind);
        AmdCertificateSpec rootSpec = pki.edited(Role.ARK, AmdCertificateSpec.ark(product, casBegin()));
        Bytes root = rootSpec.mint(rootKey, rootKey);
        Bytes sentRoot = root;
        if (pki.strangeRootSent) {
            sentRoot = rootSpec.mint(pki.keys.stranger(product), pki.keys.stranger(product));
        }
        SimulatedRsaKey certifying = pki.strangeRoot ? pki.keys.stranger(product) : rootKey;
        Bytes issuer = pki.edited(Role.ISSUER, AmdCertificateSpec.issuer(product, pki.issuerKind, casBegin()))
                .mint(issuerKey, certifying);
        Bytes vek = vek().mint(vekKey, issuerKey);
        Bytes crl = pki.crl.mint(AmdCertificateSpec.name(pki.crl.issuer()), rootKey);
        return sent(root, sentRoot, sign(Signed.ISSUER, issuer), sign(Signed.VEK, vek), sign(Signed.CRL, crl));
    }

    private Instant casBegin() {
        return plan.at.minus(AGE_OF_CAS);
    }

    private AmdCertificateSpec vek() {
        VekExtensions extensions = VekExtensions.of(product, pki.vekKind, plan.report.reported, plan.report.chipId);
        AmdCertificateSpec spec = AmdCertificateSpec.vek(
                pki.vekKind,
                pki.issuerKind.issuerName(product),
                plan.at.minus(AGE_OF_KEYS),
                pki.vekEdit.apply(extensions));
        return pki.edited(Role.VEK, spec);
    }

    private SimulatedReport sent(Bytes root, Bytes sentRoot, Bytes issuer, Bytes vek, Bytes crl) {
        List<CertificateTable.Entry> entries = new ArrayList<>();
        if (pki.sent.compareTo(SentCertificates.VEK) >= 0) {
            entries.add(new CertificateTable.Entry(vekGuid(), inForm(vek)));
        }
        if (pki.sent.compareTo(SentCertificates.VEK_AND_ISSUER) >= 0) {
            entries.add(new CertificateTable.Entry(CertificateTable.ASK, inForm(issuer)));
        }
        if (pki.sent.compareTo(SentCertificates.ALL) >= 0) {
            entries.add(new CertificateTable.Entry(CertificateTable.ARK, inForm(sentRoot)));
        }
        if (pki.crlSent) {
            entries.add(new CertificateTable.Entry(CertificateTable.CRL, crl));
        }
        Bytes table = entries.isEmpty() ? Bytes.empty() : table(entries);
        return new SimulatedReport(
                product, pki.vekKind, report(), pki.tableEdit.apply(table), vek, issuer, root, sentRoot, crl);
    }

    /** A host fills the entry that goes with the key that the report names, whatever it has. */
    private Bytes vekGuid() {
        boolean vlek = new KeyInfo(plan.report.keyInfo).signingKey().equals(Optional.of(SigningKey.VLEK));
        return vlek ? CertificateTable.VLEK : CertificateTable.VCEK;
    }

    private Bytes inForm(Bytes der) {
        return pki.pem ? Bytes.utf8(MintedPki.pem("CERTIFICATE", der)) : der;
    }

    private static Bytes table(List<CertificateTable.Entry> entries) {
        ByteWriter header = new ByteWriter();
        ByteWriter data = new ByteWriter();
        int first = ENTRY_SIZE * (entries.size() + 1);
        for (CertificateTable.Entry entry : entries) {
            header.bytes(entry.guid())
                    .u32le(first + data.size())
                    .u32le(entry.data().size());
            data.bytes(entry.data());
        }
        return Bytes.concat(header.toBytes(), Bytes.zeros(ENTRY_SIZE), data.toBytes());
    }

    Bytes report() {
        Bytes signedData = plan.report.signedData();
        boolean masked = (plan.report.keyInfo & MASK_CHIP_KEY) != 0;
        Bytes signature = masked ? Bytes.zeros(96) : vekKey.sign(signedData);
        Bytes report = new ByteWriter()
                .bytes(signedData)
                .bytes(number(signature.slice(0, 48)))
                .bytes(number(sign(Signed.REPORT, signature.slice(48, 96))))
                .bytes(Bytes.zeros(368))
                .toBytes();
        return Patch.apply(report, plan.report.sentPatches);
    }

    /** Little-endian in 72 bytes. */
    private static Bytes number(Bytes bigEndian) {
        byte[] turned = new byte[72];
        for (int i = 0; i < bigEndian.size(); i++) {
            turned[i] = (byte) bigEndian.at(bigEndian.size() - 1 - i);
        }
        return Bytes.copyOf(turned);
    }

    /** A forged signature differs in its last bit, which is the last of what carries it. */
    private Bytes sign(Signed signed, Bytes carrier) {
        if (!pki.forged.contains(signed)) {
            return carrier;
        }
        int last = carrier.size() - 1;
        return Bytes.concat(carrier.slice(0, last), Bytes.of(carrier.at(last) ^ 1));
    }
}
