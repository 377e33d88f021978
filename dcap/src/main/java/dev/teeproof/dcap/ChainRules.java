package dev.teeproof.dcap;

import static dev.teeproof.crypto.CertificateRules.first;
import static dev.teeproof.dcap.QuoteCheck.CERT_BAD_CA;
import static dev.teeproof.dcap.QuoteCheck.CERT_BAD_KEY_USAGE;
import static dev.teeproof.dcap.QuoteCheck.CERT_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.CERT_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.CERT_UNKNOWN_CRITICAL_EXT;

import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules that every certificate of a chain keeps once the signatures are known to be right. They run for the PCK
 * chain and again for the signers of collateral; the result of the later run stands.
 */
final class ChainRules {

    private ChainRules() {}

    /**
     * What does not depend on time.
     *
     * @param authorities from the anchor down
     * @param leaves issued by the last of the authorities
     */
    static void requireShape(List<Certificate> authorities, List<Certificate> leaves, CheckList checks)
            throws CheckFailedException {
        List<Certificate> all = new ArrayList<>(authorities);
        all.addAll(leaves);
        require(
                checks,
                CERT_BAD_CA,
                first(
                                authorities,
                                ca -> CertificateRules.mayIssue(ca, authorities.size() - 1 - authorities.indexOf(ca)))
                        .or(() -> first(leaves, CertificateRules::isLeaf)),
                "authorities are authorities, and leaves are leaves");
        require(
                checks,
                CERT_BAD_KEY_USAGE,
                first(authorities, ca -> CertificateRules.keySignsCertificates(ca, true))
                        .or(() -> first(leaves, CertificateRules::keySignsData)),
                "each key is used for what it is for");
        require(
                checks,
                CERT_UNKNOWN_CRITICAL_EXT,
                first(all, CertificateRules::criticalExtensionsUnderstood),
                "every critical extension is understood");
    }

    /** What holds at an instant, and perhaps not at another. */
    static void requireDates(List<Certificate> certificates, Instant at, CheckList checks) throws CheckFailedException {
        require(
                checks,
                CERT_NOT_YET_VALID,
                first(certificates, certificate -> CertificateRules.begunAt(certificate, at)),
                "every certificate is valid already");
        require(
                checks,
                CERT_EXPIRED,
                first(certificates, certificate -> CertificateRules.notEndedAt(certificate, at)),
                "no certificate has expired");
    }

    private static void require(CheckList checks, QuoteCheck code, Optional<String> trouble, String holds)
            throws CheckFailedException {
        checks.require(trouble.map(words -> Check.failed(code, words)).orElseGet(() -> Check.passed(code, holds)));
    }
}
