package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.CA_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.CRL_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.CRL_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.CRL_ISSUER;
import static dev.teeproof.dcap.QuoteCheck.CRL_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.CRL_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.PCK_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_ID;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.SIGNER_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_MISMATCH;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_SIGNATURE;
import static dev.teeproof.dcap.QuoteCheck.TCB_SIGNER_UNTRUSTED;

import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From collateral as received to endorsements that can be believed for one platform at one instant: lists, signers, TCB
 * info, QE identity, in this order.
 *
 * @see "Intel SGX and TDX DCAP Quote Verification Library, verifyPCKCertificate, verifyTCBInfo, verifyEnclaveIdentity"
 */
record CollateralVerifier(Endorsements endorsements, PckChain chain, Tee tee, Instant at, CheckList checks) {

    /** What collateral says of a platform, verified. */
    record Endorsed(TcbInfo tcbInfo, QeIdentity qeIdentity, List<EndorsementUse> uses) {}

    private record Lists(Endorsements.GenuineList root, Endorsements.GenuineList pck) {

        List<CertificateRevocationList> both() {
            return List.of(root.list(), pck.list());
        }
    }

    Endorsed verify(Collateral collateral) throws CheckFailedException {
        Lists lists = lists(collateral);
        return documents(collateral.tcbInfo(), collateral.qeIdentity(), lists);
    }

    /** Verifies the documents of another TCB evaluation, with the lists of the collateral. */
    Endorsed verify(Collateral collateral, Collateral.Later later) throws CheckFailedException {
        return documents(later.tcbInfo(), later.qeIdentity(), lists(collateral));
    }

    /** The lists of the anchor and of the PCK CA: RFC 5280 section 6.3.3. */
    private Lists lists(Collateral collateral) throws CheckFailedException {
        Lists lists = new Lists(
                endorsements.list(collateral.rootCaCrl(), chain.anchor(), chain.anchor(), "root_ca_crl", checks),
                endorsements.list(collateral.pckCrl(), chain.ca(), chain.anchor(), "pck_crl", checks));
        checks.record(Check.passed(CRL_FORMAT, "the revocation lists can be read"));
        checks.record(Check.passed(CRL_ISSUER, "the revocation lists are those of the trust anchor and of the PCK CA"));
        checks.record(Check.passed(CRL_SIGNATURE, "the revocation lists are signed by their issuers"));
        for (CertificateRevocationList list : lists.both()) {
            if (at.isBefore(list.thisUpdate())) {
                throw checks.failure(
                        CRL_NOT_YET_VALID,
                        "the revocation list of " + list.issuer() + " is valid from " + list.thisUpdate());
            }
        }
        checks.record(Check.passed(CRL_NOT_YET_VALID, "the revocation lists are valid already"));
        for (CertificateRevocationList list : lists.both()) {
            if (at.isAfter(list.nextUpdate())) {
                throw checks.failure(
                        CRL_EXPIRED,
                        "the revocation list of " + list.issuer() + " was valid until " + list.nextUpdate());
            }
        }
        checks.record(Check.passed(CRL_EXPIRED, "no revocation list has expired"));
        for (Certificate authority : List.of(chain.ca(), chain.anchor())) {
            if (lists.root().list().revokes(authority)) {
                throw checks.failure(CA_REVOKED, authority.subject() + " is revoked");
            }
        }
        checks.record(Check.passed(CA_REVOKED, "the PCK CA is not revoked"));
        checks.require(Check.that(
                PCK_REVOKED,
                !lists.pck().list().revokes(chain.pck()),
                "the PCK certificate is not revoked",
                "the PCK certificate is revoked"));
        return lists;
    }

    private Endorsed documents(IssuedDocument issuedTcbInfo, IssuedDocument issuedQeIdentity, Lists lists)
            throws CheckFailedException {
        Endorsements.GenuineDocument<TcbInfo> tcbInfo = endorsements.tcbInfo(issuedTcbInfo, chain.anchor(), checks);
        checks.record(Check.passed(TCB_INFO_SIGNATURE, "the TCB info is signed by its signer"));
        checks.record(Check.passed(TCB_INFO_FORMAT, "the TCB info can be read"));
        // Intel has one signer for both: its certificate is not verified twice.
        Optional<Certificate> signer = issuedQeIdentity.issuerChain().equals(issuedTcbInfo.issuerChain())
                ? Optional.of(tcbInfo.signer())
                : Optional.empty();
        Endorsements.GenuineDocument<QeIdentity> qeIdentity =
                endorsements.qeIdentity(issuedQeIdentity, signer, chain.anchor(), checks);
        checks.record(Check.passed(QE_IDENTITY_SIGNATURE, "the QE identity is signed by its signer"));
        checks.record(Check.passed(QE_IDENTITY_FORMAT, "the QE identity can be read"));
        checks.record(Check.passed(
                TCB_SIGNER_UNTRUSTED, "TCB info and QE identity have a signer under the same trust anchor"));
        signers(List.of(tcbInfo.signer(), qeIdentity.signer()), lists.root().list());
        tcbInfo(tcbInfo.content());
        qeIdentity(qeIdentity.content());
        return new Endorsed(tcbInfo.content(), qeIdentity.content(), uses(lists, tcbInfo, qeIdentity));
    }

    private void signers(List<Certificate> signers, CertificateRevocationList rootList) throws CheckFailedException {
        List<Certificate> all = new ArrayList<>(chain.certificates());
        all.addAll(signers);
        ChainRules.requireDates(all, at, checks);
        for (Certificate signer : signers) {
            if (rootList.revokes(signer)) {
                throw checks.failure(SIGNER_REVOKED, "the signer of TCB info or QE identity is revoked");
            }
        }
        checks.record(Check.passed(SIGNER_REVOKED, "the signers of TCB info and QE identity are not revoked"));
    }

    private void tcbInfo(TcbInfo tcbInfo) throws CheckFailedException {
        requireWindow(
                TCB_INFO_NOT_YET_VALID, TCB_INFO_EXPIRED, "the TCB info", tcbInfo.issueDate(), tcbInfo.nextUpdate());
        if (tcbInfo.tee() != tee) {
            throw checks.failure(
                    TCB_INFO_MISMATCH, "the TCB info is for " + tcbInfo.tee() + ", and the quote is of " + tee);
        }
        boolean same = tcbInfo.fmspc().equals(chain.platform().fmspc())
                && tcbInfo.pceId().equals(chain.platform().pceId());
        checks.require(
                same
                        ? Check.passed(TCB_INFO_MISMATCH, "the TCB info is for this platform")
                        : new Check(
                                TCB_INFO_MISMATCH,
                                Outcome.FAILED,
                                "the TCB info is for another platform",
                                Optional.of("FMSPC " + chain.platform().fmspc() + ", PCE "
                                        + chain.platform().pceId()),
                                Optional.of("FMSPC " + tcbInfo.fmspc() + ", PCE " + tcbInfo.pceId())));
    }

    private void qeIdentity(QeIdentity identity) throws CheckFailedException {
        requireWindow(
                QE_IDENTITY_NOT_YET_VALID,
                QE_IDENTITY_EXPIRED,
                "the QE identity",
                identity.issueDate(),
                identity.nextUpdate());
        checks.require(Check.equal(
                QE_IDENTITY_ID,
                tee.qeIdentityId(),
                identity.id(),
                "the identity is that of the enclave that quotes for this kind of TEE",
                "the identity is that of another enclave than the one that quotes for this kind of TEE"));
    }

    private void requireWindow(QuoteCheck early, QuoteCheck late, String what, Instant issued, Instant nextUpdate)
            throws CheckFailedException {
        if (at.isBefore(issued)) {
            throw checks.failure(early, what + " is valid from " + issued + " on");
        }
        checks.record(Check.passed(early, what + " is valid already"));
        if (at.isAfter(nextUpdate)) {
            throw checks.failure(late, what + " was valid until " + nextUpdate);
        }
        checks.record(Check.passed(late, what + " has not expired"));
    }

    private List<EndorsementUse> uses(
            Lists lists,
            Endorsements.GenuineDocument<TcbInfo> tcbInfo,
            Endorsements.GenuineDocument<QeIdentity> qeIdentity) {
        List<EndorsementUse> uses = new ArrayList<>(chain.uses());
        uses.add(lists.root().use());
        uses.add(lists.pck().use());
        uses.add(tcbInfo.signerUse());
        if (!qeIdentity.signer().equals(tcbInfo.signer())) {
            uses.add(qeIdentity.signerUse());
        }
        uses.add(tcbInfo.use());
        uses.add(qeIdentity.use());
        return uses;
    }
}
