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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Intel's rules for how current a platform is, step by step: module identity, TCB level, convergence, relaunch.
 *
 * @see "Intel SGX and TDX DCAP Quote Verification Library, verifyQuote"
 */
record TcbAppraiser(
        PckExtension platform,
        TcbInfo tcbInfo,
        QeIdentity qeIdentity,
        IsvLevel reachedQeLevel,
        int qeIsvSvn,
        Set<CompatibilityRule> rules,
        CheckList checks) {

    private static final Set<TcbStatus> RELAUNCHABLE = Set.of(
            TcbStatus.UP_TO_DATE,
            TcbStatus.SW_HARDENING_NEEDED,
            TcbStatus.CONFIGURATION_NEEDED,
            TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED);

    TcbAppraisal appraise(QuoteBody body) throws CheckFailedException {
        return switch (body) {
            case TdReport report -> domain(report);
            case EnclaveReport enclave -> enclave();
        };
    }

    private TcbAppraisal enclave() throws CheckFailedException {
        TcbAppraisal.Part<TcbLevel> level = part(sgxLevel());
        TcbAppraisal.Part<IsvLevel> qe = part(reachedQeLevel, TcbStatus.OF_LEVELS);
        TcbStatus merged = merge(level.status(), qe.status());
        return concluded(merged, level.status(), TdxSvns.NONE, level, Optional.empty(), qe, Optional.empty());
    }

    private TcbAppraisal domain(TdReport report) throws CheckFailedException {
        TdxSvns svns = TdxSvns.of(report, rules);
        Optional<IsvLevel> reachedModule = moduleLevel(report);
        TcbLevel sgxLevel = sgxLevel();
        TcbAppraisal.Part<TcbLevel> level = part(tdxLevel(svns));
        TcbStatus sgxStatus = part(sgxLevel).status();
        TcbAppraisal.Part<IsvLevel> qe = part(reachedQeLevel, TcbStatus.OF_LEVELS);
        Optional<TcbAppraisal.Part<IsvLevel>> module = Optional.empty();
        TcbStatus merged = level.status();
        if (reachedModule.isPresent()) {
            TcbAppraisal.Part<IsvLevel> reached = part(reachedModule.get(), TcbStatus.OF_MODULES);
            module = Optional.of(reached);
            merged = merge(merged, reached.status());
        }
        Optional<TcbStatus> relaunch = module.isPresent() && relaunchable(sgxStatus, merged, module.get(), qe)
                ? relaunch(report, sgxStatus, merged)
                : Optional.empty();
        merged = merge(relaunch.orElse(merged), qe.status());
        return concluded(merged, sgxStatus, svns, level, module, qe, relaunch);
    }

    private TcbAppraisal concluded(
            TcbStatus merged,
            TcbStatus sgxStatus,
            TdxSvns svns,
            TcbAppraisal.Part<TcbLevel> level,
            Optional<TcbAppraisal.Part<IsvLevel>> module,
            TcbAppraisal.Part<IsvLevel> qe,
            Optional<TcbStatus> relaunch)
            throws CheckFailedException {
        checks.record(Check.passed(TCB_UNRECOGNIZED_STATUS, "the statuses are known"));
        checks.require(Check.that(
                TCB_REVOKED,
                merged != TcbStatus.REVOKED,
                "the platform's TCB is not revoked",
                "the platform's TCB is revoked"));
        List<Shortfall> shortfalls = merged == TcbStatus.UP_TO_DATE
                ? List.of()
                : new Shortfalls(platform, svns, qeIsvSvn, tcbInfo, qeIdentity).of(level, module, qe, relaunch);
        return new TcbAppraisal(
                merged,
                sgxStatus,
                level,
                module,
                qe,
                tcbInfo.tcbEvaluationDataNumber(),
                qeIdentity.tcbEvaluationDataNumber(),
                shortfalls);
    }

    private TcbStatus merge(TcbStatus status, TcbStatus other) {
        return rules.contains(CompatibilityRule.MERGE_MAX_SEVERITY) ? status.worse(other) : status.converge(other);
    }

    /**
     * The module is one that the TCB info knows: its signer is the one named, and its attributes are zero and equal to
     * those named. A module of version 0 has no levels.
     */
    private Optional<IsvLevel> moduleLevel(TdReport report) throws CheckFailedException {
        int version = report.teeTcbSvn().at(1);
        int isvSvn = report.teeTcbSvn().at(0);
        TdxModuleIdentity identity = tcbInfo.tdxModule().orElseThrow();
        if (version > 0) {
            if (tcbInfo.tdxModuleIdentities().isEmpty()) {
                throw checks.failure(
                        TCB_INFO_MISMATCH,
                        "the TCB info has no identities of TDX modules, and the module has a version");
            }
            identity = identityOf(version);
        }
        boolean signer = identity.mrSigner().equals(report.mrSignerSeam());
        Bytes attributes = report.seamAttributes();
        if (signer && !(attributes.isZero() && attributes.equals(identity.attributes()))) {
            throw checks.failure(TDX_MODULE_MISMATCH, "the TDX module has other attributes than Intel names");
        }
        checks.require(Check.equal(
                TDX_MODULE_MISMATCH,
                identity.mrSigner().toHex(),
                report.mrSignerSeam().toHex(),
                "the TDX module has the signer and the attributes that Intel names",
                "the TDX module has another signer than Intel names"));
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

    private TdxModuleIdentity identityOf(int version) throws CheckFailedException {
        Optional<TdxModuleIdentity> named = tcbInfo.identityOf(version);
        if (named.isEmpty()) {
            throw checks.failure(TDX_MODULE_MISMATCH, "the TCB info knows no TDX module of major version " + version);
        }
        return named.get();
    }

    /** The highest level that the SGX components and the PCE SVN reach. */
    private TcbLevel sgxLevel() throws CheckFailedException {
        return reached(tcbInfo.first(level -> level.reachedBy(platform)), "SGX", TdxSvns.NONE);
    }

    /** The highest level that the SGX components, the PCE SVN and the TDX components reach. */
    private TcbLevel tdxLevel(TdxSvns svns) throws CheckFailedException {
        return reached(
                tcbInfo.first(level -> level.reachedBy(platform) && level.reachedBy(svns.teeTcbSvn(), svns.from())),
                "TDX",
                svns);
    }

    private TcbLevel reached(Optional<TcbLevel> level, String components, TdxSvns svns) throws CheckFailedException {
        if (level.isEmpty()) {
            TcbLevel lowest = tcbInfo.levels().getLast();
            List<String> gaps = Shortfall.gaps(platform, svns, lowest).stream()
                    .map(Shortfall.Gap::inWords)
                    .toList();
            throw checks.failure(
                    TCB_NOT_SUPPORTED,
                    "the platform's " + components + " components are below every TCB level"
                            + (gaps.isEmpty() ? "" : ": for the lowest, " + String.join(", ", gaps)));
        }
        checks.record(Check.passed(TCB_NOT_SUPPORTED, "the platform reaches a TCB level of Intel's"));
        return level.get();
    }

    private TcbAppraisal.Part<TcbLevel> part(TcbLevel level) throws CheckFailedException {
        return new TcbAppraisal.Part<>(level, status(level.status(), TcbStatus.OF_LEVELS), level.status());
    }

    private TcbAppraisal.Part<IsvLevel> part(IsvLevel level, Set<TcbStatus> known) throws CheckFailedException {
        return new TcbAppraisal.Part<>(level, status(level.status(), known), level.status());
    }

    private TcbStatus status(LevelStatus level, Set<TcbStatus> known) throws CheckFailedException {
        Optional<TcbStatus> status = level.status().filter(known::contains);
        if (status.isEmpty()) {
            throw checks.failure(TCB_UNRECOGNIZED_STATUS, "the TCB status " + level.tcbStatus() + " is not known here");
        }
        return status.get();
    }

    /**
     * A relaunch helps where the TDX module at launch is all that is out of date: everything else is current enough, and so
     * is the module that was loaded since.
     */
    private boolean relaunchable(
            TcbStatus sgxStatus, TcbStatus merged, TcbAppraisal.Part<IsvLevel> module, TcbAppraisal.Part<IsvLevel> qe) {
        return !rules.contains(CompatibilityRule.MERGE_MAX_SEVERITY)
                && qe.status() == TcbStatus.UP_TO_DATE
                && RELAUNCHABLE.contains(sgxStatus)
                && merged.outOfDate()
                && module.status() == TcbStatus.OUT_OF_DATE;
    }

    /** TEE_TCB_SVN_2, which a TD report 1.5 alone has, against the highest levels. */
    private Optional<TcbStatus> relaunch(TdReport report, TcbStatus sgxStatus, TcbStatus merged)
            throws CheckFailedException {
        if (report.teeTcbSvn2().isEmpty()) {
            return Optional.empty();
        }
        Bytes loaded = report.teeTcbSvn2().get();
        Bytes latest = tcbInfo.levels().getFirst().tdxComponents().svns();
        int leastModuleSvn = loaded.at(1) == 0
                ? latest.at(0)
                : identityOf(loaded.at(1)).levels().getFirst().isvSvn();
        if (loaded.at(0) < leastModuleSvn || loaded.at(2) < latest.at(2)) {
            return Optional.empty();
        }
        return Optional.of(
                sgxStatus.configurationNeeded() || merged.configurationNeeded()
                        ? TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED
                        : TcbStatus.TD_RELAUNCH_ADVISED);
    }
}
