package dev.teeproof.snp;

import static dev.teeproof.snp.SnpCheck.CHIP_ID_MASKED;
import static dev.teeproof.snp.SnpCheck.HOST_REQUESTED;
import static dev.teeproof.snp.SnpCheck.MIGRATION_AGENT;
import static dev.teeproof.snp.SnpCheck.PROVISIONAL_FIRMWARE;
import static dev.teeproof.snp.SnpCheck.TCB_ORDER;
import static dev.teeproof.snp.SnpCheck.TCB_STATUS_REJECTED;
import static dev.teeproof.snp.SnpCheck.VLEK_SIGNED;
import static dev.teeproof.snp.SnpCheck.VMPL_NOT_ZERO;
import static dev.teeproof.snp.SnpCheck.WORKLOAD_DEBUG;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import java.util.ArrayList;
import java.util.List;

/** What is checked of every authentic report: states that the policy may accept, and those that nothing excuses. */
record GuestRules(SnpPolicy policy) {

    private static final Bytes NO_MIGRATION_AGENT = Bytes.ofRepeated(0xff, 32);

    List<Check> check(SnpReport report, SigningKey key, SnpTcb tcb) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.that(
                HOST_REQUESTED,
                report.vmpl() != SnpReport.VMPL_OF_HOST,
                "the guest asked for the report",
                "the host asked for the report, not the guest: its report data says nothing of the guest"));
        checks.add(debug(report.policy()));
        checks.add(migration(report));
        checks.add(vmpl(report));
        checks.add(
                key == SigningKey.VLEK
                        ? state(
                                VLEK_SIGNED,
                                SnpState.VLEK,
                                "a cloud provider's key signed: it is one of its machines, and nobody can tell which")
                        : Check.passed(VLEK_SIGNED, "the chip's own key signed"));
        checks.add(chipId(report, key));
        checks.add(order(tcb));
        checks.add(provisional(report, tcb));
        checks.add(status(tcb));
        return checks;
    }

    private Check debug(GuestPolicy guest) {
        if (!guest.debug()) {
            return Check.passed(WORKLOAD_DEBUG, "the guest cannot be debugged");
        }
        return policy.insecureAllowDebug()
                ? Check.passed(
                        WORKLOAD_DEBUG, "the guest can be debugged, allowed as insecure: nothing in it is secret")
                : Check.failed(WORKLOAD_DEBUG, "the guest can be debugged: the host can read and write its memory");
    }

    private Check migration(SnpReport report) {
        if (report.policy().migrationAgent()) {
            return state(
                    MIGRATION_AGENT,
                    SnpState.MIGRATABLE,
                    "the guest policy lets a migration agent move the guest to another machine");
        }
        return Check.that(
                MIGRATION_AGENT,
                report.reportIdMa().equals(NO_MIGRATION_AGENT),
                "no migration agent can move the guest",
                "the guest policy allows no migration agent, and the report names one");
    }

    private Check vmpl(SnpReport report) {
        long vmpl = report.vmpl();
        if (vmpl == SnpReport.VMPL_OF_HOST) {
            return Check.notApplicable(VMPL_NOT_ZERO, "the host asked, which has no VMPL");
        }
        if (vmpl > 3) {
            return Check.failed(VMPL_NOT_ZERO, "there is no VMPL " + vmpl);
        }
        if (vmpl == 0 || policy.vmpl().isPresent()) {
            return Check.passed(VMPL_NOT_ZERO, "VMPL " + vmpl + " asked for the report");
        }
        return state(
                VMPL_NOT_ZERO,
                SnpState.VMPL,
                "VMPL " + vmpl + " asked for the report: what runs above it can do to the guest as it likes");
    }

    private Check chipId(SnpReport report, SigningKey key) {
        if (key == SigningKey.VLEK) {
            return Check.notApplicable(CHIP_ID_MASKED, "a provider's key is of no chip");
        }
        return report.chipIdMasked()
                ? state(
                        CHIP_ID_MASKED,
                        SnpState.MASKED_CHIP_ID,
                        "the host keeps the chip's id back, so the key's certificate may be of another chip of AMD's")
                : Check.passed(CHIP_ID_MASKED, "the report says which chip it is of");
    }

    private static Check order(SnpTcb tcb) {
        for (TcbKind kind : TcbKind.values()) {
            if (!tcb.version(kind).atMost(tcb.current())) {
                return Check.failed(
                        TCB_ORDER,
                        "the " + kind.text() + " TCB (" + tcb.version(kind) + ") is above the current one ("
                                + tcb.current() + ")");
            }
        }
        return Check.passed(TCB_ORDER, "no TCB version is above the current one");
    }

    private Check provisional(SnpReport report, SnpTcb tcb) {
        int firmware = report.committedVersion().compareTo(report.currentVersion());
        if (firmware > 0) {
            return Check.failed(
                    PROVISIONAL_FIRMWARE,
                    "firmware " + report.committedVersion() + " is committed, and the earlier "
                            + report.currentVersion() + " runs");
        }
        if (firmware == 0 && tcb.committed().equals(tcb.current())) {
            return Check.passed(PROVISIONAL_FIRMWARE, "the firmware that runs is committed");
        }
        return state(
                PROVISIONAL_FIRMWARE,
                SnpState.PROVISIONAL_FIRMWARE,
                "the firmware that runs is not committed: the host can go back to " + report.committedVersion()
                        + " with " + tcb.committed());
    }

    private Check status(SnpTcb tcb) {
        SnpTcbStatus status = tcb.status();
        boolean accepted = policy.acceptedStatuses().contains(status);
        return Check.accepted(
                TCB_STATUS_REJECTED,
                accepted,
                accepted
                        ? "the TCB status " + status + " is accepted"
                        : "the TCB status is " + status + " (accept it as " + status.text() + ")");
    }

    /** A state that the policy accepts, or not. */
    private Check state(CheckCode code, SnpState state, String words) {
        boolean accepted = policy.accepts(state);
        return Check.accepted(
                code,
                accepted,
                words + (accepted ? ", accepted as " + state.text() : " (accept it as " + state.text() + ")"));
    }
}
