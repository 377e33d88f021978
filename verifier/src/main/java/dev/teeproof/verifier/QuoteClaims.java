package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.EnclaveReport;
import dev.teeproof.dcap.IsvLevel;
import dev.teeproof.dcap.PckExtension;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteBody;
import dev.teeproof.dcap.Shortfall;
import dev.teeproof.dcap.TcbAppraisal;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.dstack.AppInfo;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Proof;
import java.util.List;

/** The claims that a quote gives: what the hardware reports, how current it is, and what Intel certifies of it. */
final class QuoteClaims {

    private static final Proof UNPROVEN = new Proof.Unproven();

    private QuoteClaims() {}

    /** What a verified quote proves. */
    static void of(VerifiedQuote quote, List<Claim> claims) {
        body(quote.body(), quote.proof(), claims);
        tcb(quote, claims);
        platform(quote, claims);
    }

    /** What only the sender says, in a quote that was not verified. */
    static void unproven(Quote quote, List<Claim> claims) {
        body(quote.body(), UNPROVEN, claims);
    }

    private static void body(QuoteBody body, Proof proof, List<Claim> claims) {
        switch (body) {
            case TdReport report -> domain(report, proof, claims);
            case EnclaveReport report -> enclave(report, proof, claims);
        }
    }

    private static void domain(TdReport report, Proof proof, List<Claim> claims) {
        claims.add(Claim.of(ClaimName.REPORT_DATA, report.reportData(), proof));
        claims.add(Claim.of(ClaimName.MRTD, report.mrTd(), proof));
        claims.add(Claim.of(ClaimName.RTMR0, report.rtmrs().get(0), proof));
        claims.add(Claim.of(ClaimName.RTMR1, report.rtmrs().get(1), proof));
        claims.add(Claim.of(ClaimName.RTMR2, report.rtmrs().get(2), proof));
        claims.add(Claim.of(ClaimName.RTMR3, report.rtmrs().get(3), proof));
        claims.add(Claim.of(ClaimName.MR_CONFIG_ID, report.mrConfigId(), proof));
        claims.add(Claim.of(ClaimName.MR_OWNER, report.mrOwner(), proof));
        claims.add(Claim.of(ClaimName.MR_OWNER_CONFIG, report.mrOwnerConfig(), proof));
        claims.add(Claim.of(ClaimName.MR_SEAM, report.mrSeam(), proof));
        claims.add(Claim.of(ClaimName.TD_ATTRIBUTES, report.bytes().slice(120, 128), proof));
        claims.add(Claim.of(ClaimName.XFAM, report.xfam(), proof));
        claims.add(Claim.of(ClaimName.TEE_TCB_SVN, report.teeTcbSvn(), proof));
        report.teeTcbSvn2().ifPresent(svn -> claims.add(Claim.of(ClaimName.TEE_TCB_SVN_2, svn, proof)));
        report.mrServiceTd().ifPresent(hash -> claims.add(Claim.of(ClaimName.MR_SERVICE_TD, hash, proof)));
    }

    private static void enclave(EnclaveReport report, Proof proof, List<Claim> claims) {
        claims.add(Claim.of(ClaimName.REPORT_DATA, report.reportData(), proof));
        claims.add(Claim.of(ClaimName.MR_ENCLAVE, report.mrEnclave(), proof));
        claims.add(Claim.of(ClaimName.MR_SIGNER, report.mrSigner(), proof));
        claims.add(Claim.of(ClaimName.ISV_PROD_ID, report.isvProdId(), proof));
        claims.add(Claim.of(ClaimName.ISV_SVN, report.isvSvn(), proof));
        claims.add(Claim.of(ClaimName.ENCLAVE_ATTRIBUTES, report.attributes(), proof));
        claims.add(Claim.of(ClaimName.MISC_SELECT, report.miscSelect(), proof));
        shown(ClaimName.CONFIG_ID, report.configId(), proof, claims);
        shown(ClaimName.ISV_EXT_PROD_ID, report.isvExtProdId(), proof, claims);
        shown(ClaimName.ISV_FAMILY_ID, report.isvFamilyId(), proof, claims);
    }

    /** Fields of the key separation and sharing extension, which most enclaves leave zero. */
    private static void shown(ClaimName name, Bytes value, Proof proof, List<Claim> claims) {
        if (!value.isZero()) {
            claims.add(Claim.of(name, value, proof));
        }
    }

    private static void tcb(VerifiedQuote quote, List<Claim> claims) {
        TcbAppraisal tcb = quote.tcb();
        Proof proof = quote.tcbProof();
        claims.add(Claim.of(ClaimName.TCB_STATUS, tcb.status().text(), proof));
        claims.add(Claim.of(ClaimName.PLATFORM_TCB_STATUS, tcb.platformStatus().text(), proof));
        claims.add(Claim.of(ClaimName.SGX_TCB_STATUS, tcb.sgxStatus().text(), proof));
        tcb.moduleStatus()
                .ifPresent(status -> claims.add(Claim.of(ClaimName.TDX_MODULE_TCB_STATUS, status.text(), proof)));
        claims.add(Claim.of(ClaimName.QE_TCB_STATUS, tcb.qeStatus().text(), proof));
        claims.add(Claim.of(ClaimName.TCB_LEVEL, tcb.level().level().toString(), proof));
        claims.add(Claim.of(ClaimName.TCB_DATE, tcb.tcbDate().toString(), proof));
        tcb.moduleLevel()
                .ifPresent(module -> claims.add(Claim.of(ClaimName.TDX_MODULE_TCB_LEVEL, inWords(module), proof)));
        claims.add(Claim.of(ClaimName.QE_TCB_LEVEL, inWords(tcb.qeLevel()), proof));
        claims.add(Claim.of(ClaimName.TCB_INFO_EVALUATION, tcb.tcbInfoEvaluation(), proof));
        claims.add(Claim.of(ClaimName.QE_IDENTITY_EVALUATION, tcb.qeIdentityEvaluation(), proof));
        claims.add(Claim.of(ClaimName.ADVISORY_IDS, tcb.advisoryIds(), proof));
        shortfall(ClaimName.TCB_SHORTFALL, tcb, proof, claims);
        quote.later().ifPresent(later -> {
            // Documents that were refused prove nothing, not even what they were refused for.
            Proof of = later.tcb().isPresent() ? proof : UNPROVEN;
            claims.add(Claim.of(ClaimName.LATER_TCB_STATUS, later.inWords(), of));
            later.tcb().ifPresent(appraisal -> {
                claims.add(Claim.of(ClaimName.LATER_ADVISORY_IDS, appraisal.advisoryIds(), proof));
                shortfall(ClaimName.LATER_TCB_SHORTFALL, appraisal, proof, claims);
            });
        });
    }

    private static String inWords(TcbAppraisal.Part<IsvLevel> part) {
        return "SVN " + part.level().isvSvn() + " of " + part.said().tcbDate();
    }

    private static void shortfall(ClaimName name, TcbAppraisal tcb, Proof proof, List<Claim> claims) {
        if (!tcb.shortfalls().isEmpty()) {
            claims.add(Claim.of(
                    name, tcb.shortfalls().stream().map(Shortfall::inWords).toList(), proof));
        }
    }

    private static void platform(VerifiedQuote quote, List<Claim> claims) {
        PckExtension platform = quote.platform();
        Proof proof = quote.platformProof();
        claims.add(Claim.of(ClaimName.FMSPC, platform.fmspc(), proof));
        claims.add(Claim.of(
                ClaimName.DEVICE_ID, AppInfo.deviceId(platform.ppid()), new Proof.ComputedFrom(List.of(proof))));
        platform.platformInstanceId().ifPresent(id -> claims.add(Claim.of(ClaimName.PLATFORM_INSTANCE_ID, id, proof)));
        platform.configuration()
                .ifPresent(set -> claims.add(Claim.of(
                        ClaimName.PLATFORM_CONFIGURATION,
                        List.of(
                                "dynamic platform " + yes(set.dynamicPlatform()),
                                "cached keys " + yes(set.cachedKeys()),
                                "SMT " + yes(set.smtEnabled())),
                        proof)));
    }

    private static String yes(boolean flag) {
        return flag ? "yes" : "no";
    }
}
