package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.QE_ATTRIBUTES;
import static dev.teeproof.dcap.QuoteCheck.QE_DEBUG;
import static dev.teeproof.dcap.QuoteCheck.QE_MISCSELECT;
import static dev.teeproof.dcap.QuoteCheck.QE_MRSIGNER;
import static dev.teeproof.dcap.QuoteCheck.QE_PRODID;
import static dev.teeproof.dcap.QuoteCheck.QE_SVN_NOT_SUPPORTED;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import java.util.Optional;

/**
 * Whether a quoting enclave is the one that Intel describes. The report is masked, the identity's value is not.
 *
 * @see "Intel SGX and TDX DCAP Quote Verification Library, EnclaveReportVerifier"
 */
final class QePolicy {

    private QePolicy() {}

    /** The level of the identity that the enclave reaches. */
    static IsvLevel require(EnclaveReport qe, QeIdentity identity, CheckList checks) throws CheckFailedException {
        checks.require(Check.equal(
                QE_MISCSELECT,
                identity.miscSelect().toHex(),
                masked(qe.miscSelect(), identity.miscSelectMask()).toHex(),
                "the quoting enclave's MISCSELECT is Intel's",
                "the quoting enclave's MISCSELECT is not Intel's"));
        checks.require(Check.equal(
                QE_ATTRIBUTES,
                identity.attributes().toHex(),
                masked(qe.attributes(), identity.attributesMask()).toHex(),
                "the quoting enclave's attributes are Intel's",
                "the quoting enclave's attributes are not Intel's"));
        checks.require(Check.that(
                QE_DEBUG, !qe.debug(), "the quoting enclave is not under debug", "the quoting enclave is under debug"));
        checks.require(Check.equal(
                QE_MRSIGNER,
                identity.mrSigner().toHex(),
                qe.mrSigner().toHex(),
                "the quoting enclave is signed by Intel",
                "the quoting enclave is signed by somebody other than Intel"));
        checks.require(Check.equal(
                QE_PRODID,
                identity.isvProdId(),
                qe.isvProdId(),
                "the quoting enclave is the product that Intel names",
                "the quoting enclave is another product than Intel names"));
        Optional<IsvLevel> level = IsvLevel.reached(identity.levels(), qe.isvSvn());
        String svn = "the quoting enclave's SVN " + qe.isvSvn();
        if (level.isEmpty()) {
            throw checks.failure(QE_SVN_NOT_SUPPORTED, svn + " is below every level of its identity");
        }
        checks.record(Check.passed(QE_SVN_NOT_SUPPORTED, svn + " reaches a level of its identity"));
        return level.get();
    }

    private static Bytes masked(Bytes value, Bytes mask) {
        int[] masked = new int[value.size()];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = value.at(i) & mask.at(i);
        }
        return Bytes.of(masked);
    }
}
