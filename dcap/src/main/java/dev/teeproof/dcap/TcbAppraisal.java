package dev.teeproof.dcap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How current a platform is, by Intel's rules: the level that its SVNs reach, the status of its TDX module, that of its
 * quoting enclave, and the three merged.
 *
 * @param status merged: platform with module, relaunch, then with quoting enclave
 * @param sgxStatus of the level that the SGX components reach by themselves
 * @param level the platform's: that which SGX and, for TDX, TDX components reach
 * @param moduleLevel of the TDX module; empty for SGX, and for a module of version 0, which has no identity
 * @param qeLevel of the quoting enclave
 * @param tcbInfoEvaluation the TCB evaluation data number of the TCB info
 * @param qeIdentityEvaluation the TCB evaluation data number of the QE identity
 * @param shortfalls what each part that is not up to date lacks to its next better level, where there is one
 * @see "Intel SGX and TDX DCAP Quote Verification Library, verifyQuote"
 */
public record TcbAppraisal(
        TcbStatus status,
        TcbStatus sgxStatus,
        Part<TcbLevel> level,
        Optional<Part<IsvLevel>> moduleLevel,
        Part<IsvLevel> qeLevel,
        int tcbInfoEvaluation,
        int qeIdentityEvaluation,
        List<Shortfall> shortfalls) {

    /**
     * A level that a part reaches.
     *
     * @param status what its level says, read
     * @param said what its level says
     */
    public record Part<L>(L level, TcbStatus status, LevelStatus said) {}

    public TcbAppraisal {
        shortfalls = List.copyOf(shortfalls);
    }

    /** Of the platform's level. */
    public TcbStatus platformStatus() {
        return level.status();
    }

    /** Of the TDX module, where it has an identity. */
    public Optional<TcbStatus> moduleStatus() {
        return moduleLevel.map(Part::status);
    }

    /** Of the quoting enclave. */
    public TcbStatus qeStatus() {
        return qeLevel.status();
    }

    /** The date of the platform's level: it has all fixes that were published up to then. */
    public Instant tcbDate() {
        return level.said().tcbDate();
    }

    /** The earliest date of a level whose status is not UpToDate; the platform's, where all are. */
    public Instant datesFrom() {
        return parts().filter(part -> part.status() != TcbStatus.UP_TO_DATE)
                .map(part -> part.said().tcbDate())
                .min(Instant::compareTo)
                .orElse(tcbDate());
    }

    /** Of platform, module and quoting enclave, in this order, each once. */
    public List<String> advisoryIds() {
        return parts().flatMap(part -> part.said().advisoryIds().stream())
                .distinct()
                .toList();
    }

    /** The lower of the two evaluation numbers. */
    public int tcbEvaluationDataNumber() {
        return Math.min(tcbInfoEvaluation, qeIdentityEvaluation);
    }

    private Stream<Part<?>> parts() {
        return Stream.of(Stream.of(level), moduleLevel.stream(), Stream.of(qeLevel))
                .flatMap(part -> part);
    }
}
