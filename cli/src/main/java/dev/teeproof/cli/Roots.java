package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.codec.der.DerReader;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.snp.AmdTrustAnchors;
import java.util.ArrayList;
import java.util.List;

/** Root certificates that a user trusts, told apart by their algorithms. */
record Roots(List<Certificate> intel, List<Certificate> amd) {

    /** Reads PEM or one certificate in DER. */
    static Roots read(Bytes bytes) throws MalformedEvidenceException {
        boolean der = !bytes.isEmpty() && bytes.at(0) == DerReader.SEQUENCE;
        Roots roots = new Roots(new ArrayList<>(), new ArrayList<>());
        for (Bytes certificate : der ? List.of(bytes) : PemBlocks.decode(bytes, "CERTIFICATE", "certificates")) {
            roots.add(certificate);
        }
        return roots;
    }

    private void add(Bytes certificate) throws MalformedEvidenceException {
        try {
            intel.add(Certificate.read(certificate, "certificate"));
        } catch (MalformedEvidenceException e) {
            try {
                amd.add(Certificate.read(certificate, CertificateProfile.RSA_PSS_SHA384, "certificate"));
            } catch (MalformedEvidenceException alsoNotAmds) {
                throw e;
            }
        }
    }

    /** These and others. */
    Roots and(Roots more) {
        List<Certificate> allIntel = new ArrayList<>(intel);
        allIntel.addAll(more.intel);
        List<Certificate> allAmd = new ArrayList<>(amd);
        allAmd.addAll(more.amd);
        return new Roots(allIntel, allAmd);
    }

    /** Intel's root and these. */
    TrustAnchors intelAnchors() {
        return TrustAnchors.intel().and(intel);
    }

    /** AMD's roots and these. */
    AmdTrustAnchors amdAnchors() {
        return AmdTrustAnchors.amd().and(amd);
    }
}
