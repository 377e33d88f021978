package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_MISMATCH;
import static dev.teeproof.dcap.QuoteCheck.TCB_NOT_SUPPORTED;
import static dev.teeproof.dcap.QuoteCheck.TCB_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.TCB_UNRECOGNIZED_STATUS;
import static dev.teeproof.dcap.QuoteCheck.TDX_MODULE_MISMATCH;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How current a platform is, by Intel's rules: the level that its SVNs reach, the status of its TDX module, that of its
 * quoting enclave, and the three merged.
 *
 * @param status merged: platform with module, then with quoting enclave
 * @param platformStatus of the level that SGX and TDX components reach
 * @param sgxStatus of the level that the SGX components reach by themselves
 * @param moduleStatus of the TDX module; empty for a module of version 0, which has no identity
 * @param qeStatus of the quoting enclave
 * @param tcbDate of the platform's level
 * @param advisoryIds of platform, module and quoting enclave, in this order, each once
 * @param tcbEvaluationDataNumber the lower of those of TCB info and QE identity
 * @see "Intel SGX and TDX DCAP Quote Verification Library, verifyQuote"
 */
public record TcbAppraisal(
        TcbStatus status,
        TcbStatus platformStatus,
        TcbStatus sgxStatus,
        Optional<TcbStatus> moduleStatus,
        TcbStatus qeStatus,
        Instant tcbDate,
        List<String> advisoryIds,
        int tcbEvaluationDataNumber) {

    public TcbAppraisal {
        advisoryIds = List.copyOf(advisoryIds);
    }

    /** The steps of the rule, each with what it needs of the one before. */
    static TcbAppraisal of(
            TdReport report,
            PckExtension platform,
            TcbInfo tcbInfo,
            QeIdentity qeIdentity,
            IsvLevel qeLevel,
            CheckList checks)
            throws CheckFailedException {
        Optional<IsvLevel> moduleLevel = moduleLevel(report, tcbInfo, checks);
        TcbLevel sgxLevel = level(tcbInfo.first(level -> level.reachedBy(platform)), "SGX", checks);
        TcbLevel tdxLevel = level(
                tcbInfo.first(level -> level.reachedBy(platform) && level.reachedBy(report.teeTcbSvn())),
                "TDX",
                checks);
        checks.record(Check.passed(TCB_NOT_SUPPORTED, "the platform reaches a TCB level of Intel's"));

        TcbStatus platformStatus = status(tdxLevel.status(), checks);
        TcbStatus sgxStatus = status(sgxLevel.status(), checks);
        TcbStatus qeStatus = status(qeLevel.status(), checks);
        Optional<TcbStatus> moduleStatus = Optional.empty();
        TcbStatus merged = platformStatus;
        Set<String> advisories = new LinkedHashSet<>(tdxLevel.status().advisoryIds());
        if (moduleLevel.isPresent()) {
            TcbStatus module = status(moduleLevel.get().status(), checks);
            moduleStatus = Optional.of(module);
            merged = merged.converge(module);
            advisories.addAll(moduleLevel.get().status().advisoryIds());
        }
        merged = merged.converge(qeStatus);
        advisories.addAll(qeLevel.status().advisoryIds());
        checks.record(Check.passed(TCB_UNRECOGNIZED_STATUS, "the statuses are known"));
        checks.require(Check.that(
                TCB_REVOKED,
                merged != TcbStatus.REVOKED,
                "the platform's TCB is not revoked",
                "the platform's TCB is revoked"));
        return new TcbAppraisal(
                merged,
                platformStatus,
                sgxStatus,
                moduleStatus,
                qeStatus,
                tdxLevel.status().tcbDate(),
                List.copyOf(advisories),
                Math.min(tcbInfo.tcbEvaluationDataNumber(), qeIdentity.tcbEvaluationDataNumber()));
    }

    /**
     * The module is one that the TCB info knows: its signer is the one named, and its attributes are zero and equal to
     * those named. A module of version 0 has no levels.
     */
    private static Optional<IsvLevel> moduleLevel(TdReport report, TcbInfo tcbInfo, CheckList checks)
            throws CheckFailedException {
        int version = report.teeTcbSvn().at(1);
        int isvSvn = report.teeTcbSvn().at(0);
        TdxModuleIdentity identity = tcbInfo.tdxModule();
        if (version > 0) {
            if (tcbInfo.tdxModuleIdentities().isEmpty()) {
                throw checks.failure(
                        TCB_INFO_MISMATCH,
                        "the TCB info has no identities of TDX modules, and the module has a version");
            }
            Optional<TdxModuleIdentity> named = tcbInfo.identityOf(version);
            if (named.isEmpty()) {
                throw checks.failure(
                        TDX_MODULE_MISMATCH, "the TCB info knows no TDX module of major version " + version);
            }
            identity = named.get();
        }
        checks.require(Check.equal(
                TDX_MODULE_MISMATCH,
                identity.mrSigner().toHex(),
                report.mrSignerSeam().toHex(),
                "the TDX module has the signer that Intel names",
                "the TDX module has another signer than Intel names"));
        Bytes attributes = report.seamAttributes();
        checks.require(Check.that(
                TDX_MODULE_MISMATCH,
                attributes.isZero() && attributes.equals(identity.attributes()),
                "the TDX module has the signer and the attributes that Intel names",
                "the TDX module has other attributes than Intel names"));
        if (version == 0) {
            return Optional.empty();
        }
        Optional<IsvLevel> level = IsvLevel.reached(identity.levels(), isvSvn);
        if (level.isEmpty()) {
            throw checks.failure(
                    TCB_NOT_SUPPORTED, "the TDX module's SVN " + isvSvn + " is below every level of its identity");
        }
        return level;
    }

    private static TcbLevel level(Optional<TcbLevel> level, String components, CheckList checks)
            throws CheckFailedException {
        if (level.isEmpty()) {
            throw checks.failure(
                    TCB_NOT_SUPPORTED, "the platform's " + components + " components are below every TCB level");
        }
        return level.get();
    }

    private static TcbStatus status(LevelStatus level, CheckList checks) throws CheckFailedException {
        Optional<TcbStatus> status = level.status();
        if (status.isEmpty()) {
            throw checks.failure(TCB_UNRECOGNIZED_STATUS, "the TCB status " + level.tcbStatus() + " is not known");
        }
        return status.get();
    }
}
