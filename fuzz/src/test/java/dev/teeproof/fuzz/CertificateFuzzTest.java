package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import java.time.Instant;
import java.util.List;

/** {@link Certificate#read} and {@link Certificate#readPem}, told apart by the first byte, and the rules on what was read. */
class CertificateFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Reading.of(input, CertificateFuzzTest::readEither)
                .ifPresent(certificates -> certificates.forEach(CertificateFuzzTest::examine));
    }

    private static List<Certificate> readEither(Bytes input) throws MalformedEvidenceException {
        return !input.isEmpty() && input.at(0) == '-'
                ? Certificate.readPem(input, "fuzz")
                : List.of(Certificate.read(input, "fuzz"));
    }

    private static void examine(Certificate certificate) {
        Reading.same(certificate, Reading.again(certificate.der(), der -> Certificate.read(der, "fuzz")));
        // A rule answers, whatever an extension contains.
        Reading.same(CertificateRules.mayIssue(certificate, 0), CertificateRules.mayIssue(certificate, 0));
        Reading.same(CertificateRules.isLeaf(certificate), CertificateRules.isLeaf(certificate));
        Reading.same(CertificateRules.keySignsData(certificate), CertificateRules.keySignsData(certificate));
        Reading.same(
                CertificateRules.keySignsCertificates(certificate, true),
                CertificateRules.keySignsCertificates(certificate, true));
        Reading.same(
                CertificateRules.begunAt(certificate, Instant.EPOCH),
                CertificateRules.begunAt(certificate, Instant.EPOCH));
    }
}
