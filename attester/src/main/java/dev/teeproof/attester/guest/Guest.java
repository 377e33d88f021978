package dev.teeproof.attester.guest;

import dev.teeproof.attester.guest.RuntimeEventLog.Snapshot;
import dev.teeproof.attester.tee.HardwareEvidence;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.Stack;
import dev.teeproof.dstack.SystemConfig;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A running guest: makes evidence of its hardware, with the log that goes with it, and measures events. Thread-safe; evidence is
 * made one at a time, as the hardware does.
 *
 * <p>A quote and the log beside it are of the same moment: where somebody measured an event in between, both are taken again.
 */
public final class Guest {

    /** How often evidence is taken again because of others' events, before the guest gives up. */
    private static final int ATTEMPTS = 20;

    private static final int RTMR3 = 3;

    private final TeeBackend tee;
    private final RuntimeEventLog log;
    private final AppCompose compose;
    private final SystemConfig host;
    private final UnaryOperator<Attestation> onItsWay;
    private final TdxEventLog bootEvents;
    private final ReentrantLock turn = new ReentrantLock(true);

    private Guest(
            TeeBackend tee,
            RuntimeEventLog log,
            AppCompose compose,
            SystemConfig host,
            UnaryOperator<Attestation> onItsWay,
            TdxEventLog bootEvents) {
        this.tee = tee;
        this.log = log;
        this.compose = compose;
        this.host = host;
        this.onItsWay = onItsWay;
        this.bootEvents = bootEvents;
    }

    /**
     * A guest that has booted: the system's events are in its log.
     *
     * @param onItsWay what becomes of an attestation between here and whoever asked for it: the identity, but for a simulated
     *     machine with a fault
     * @throws TeeException if the boot log cannot be read
     */
    public static Guest of(
            TeeBackend tee,
            RuntimeEventLog log,
            AppCompose compose,
            SystemConfig host,
            UnaryOperator<Attestation> onItsWay)
            throws TeeException {
        // On SEV-SNP nothing measures it.
        Optional<Bytes> ccel = tee.kind() == TeeKind.TDX ? tee.bootLog() : Optional.empty();
        return new Guest(
                tee,
                log,
                compose,
                host,
                onItsWay,
                ccel.isPresent() ? BootLog.events(ccel.orElseThrow()) : new TdxEventLog(List.of()));
    }

    public TeeBackend tee() {
        return tee;
    }

    public RuntimeEventLog log() {
        return log;
    }

    public AppCompose compose() {
        return compose;
    }

    public SystemConfig host() {
        return host;
    }

    /**
     * Evidence made now, with all that dstack's stack says beside it.
     *
     * @param reportData 64 bytes
     * @param hashInputs whether each runtime event of the log beside a quote is to carry the bytes that were hashed
     * @throws TeeException if the hardware makes none, or others go on measuring
     * @throws MeasurementException if log and register do not fit
     */
    public Attestation attest(Bytes reportData, boolean hashInputs) throws TeeException, MeasurementException {
        turn.lock();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Snapshot before = log.snapshot();
                HardwareEvidence evidence = tee.evidence(reportData);
                Optional<Attestation> whole = attestation(evidence, before, reportData, hashInputs);
                if (whole.isPresent()) {
                    return onItsWay.apply(whole.orElseThrow());
                }
            }
        } finally {
            turn.unlock();
        }
        throw new TeeException(
                TeeException.Code.BUSY,
                "others measured events each time between the log was read and the quote was made; try again");
    }

    /** Empty if the log and the quote are of different moments. */
    private Optional<Attestation> attestation(
            HardwareEvidence evidence, Snapshot snapshot, Bytes reportData, boolean hashInputs) throws TeeException {
        return switch (evidence) {
            case HardwareEvidence.TdxQuote tdx -> {
                if (!report(tdx.quote()).rtmrs().get(RTMR3).equals(snapshot.rtmr3())) {
                    yield Optional.empty();
                }
                TdxEventLog events = bootEvents.and(snapshot.events());
                yield Optional.of(new Attestation(
                        new Platform.Tdx(tdx.quote(), hashInputs ? events.withHashInputs() : events),
                        new Stack(reportData, snapshot.runtime(), host.vmConfig(), Optional.empty())));
            }
            case HardwareEvidence.SnpReport snp ->
                Optional.of(new Attestation(
                        new Platform.Snp(
                                snp.report(),
                                snp.certificateTable().isEmpty() ? List.of() : List.of(snp.certificateTable()),
                                mrConfig()),
                        new Stack(reportData, new RuntimeLog(List.of()), host.vmConfig(), Optional.empty())));
        };
    }

    private String mrConfig() throws TeeException {
        return host.mrConfig()
                .orElseThrow(() -> new TeeException(
                        TeeException.Code.NOT_SUPPORTED,
                        "the host has not said what it bound the guest to: the system configuration has no mr_config"));
    }

    /** The report inside a quote of this machine's; nothing of it is verified. */
    static TdReport report(Bytes quote) throws TeeException {
        try {
            if (Quote.parse(quote).body() instanceof TdReport report) {
                return report;
            }
        } catch (MalformedEvidenceException e) {
            throw new TeeException(TeeException.Code.UNEXPECTED, "the hardware's quote cannot be read: " + e.inWords());
        }
        throw new TeeException(TeeException.Code.UNEXPECTED, "the hardware's quote is not of a trust domain");
    }
}
