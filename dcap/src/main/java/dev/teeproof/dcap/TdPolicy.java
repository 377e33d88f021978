package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.SERVICE_TD_PRESENT;
import static dev.teeproof.dcap.QuoteCheck.TCB_STATUS_REJECTED;
import static dev.teeproof.dcap.QuoteCheck.TD_MIGRATABLE;
import static dev.teeproof.dcap.QuoteCheck.TD_RESERVED_ATTRIBUTES;
import static dev.teeproof.dcap.QuoteCheck.TD_SEPT_VE_DISABLE;
import static dev.teeproof.dcap.QuoteCheck.TD_TPA;
import static dev.teeproof.dcap.QuoteCheck.WORKLOAD_DEBUG;

import dev.teeproof.result.Check;
import java.util.List;

/**
 * The rules about a trust domain and its platform that hold whatever the workload is.
 *
 * <p>They look at attributes that the hardware reports about itself, so they mean something only for a report whose
 * signature has been verified. They do not look at what the domain runs.
 */
record TdPolicy(QuotePolicy policy) {

    List<Check> check(TdReport report, TcbAppraisal tcb) {
        TdAttributes attributes = report.attributes();
        return List.of(
                notDebugged(attributes),
                reservedAttributesAreZero(attributes),
                noServiceDomain(),
                septViolationsStayOutside(attributes),
                notMigratable(attributes),
                noProvisioningAgent(attributes),
                statusIsAccepted(tcb));
    }

    /** TDX Module ABI, TD ATTRIBUTES: bit 0 (TUD.DEBUG) lets the host read and change the domain. */
    private Check notDebugged(TdAttributes attributes) {
        if (attributes.debug() && policy.insecureAllowDebug()) {
            return Check.passed(WORKLOAD_DEBUG, "the domain is under debug, which the policy insecurely allows");
        }
        return Check.that(
                WORKLOAD_DEBUG,
                !attributes.debug(),
                "the domain is not under debug",
                "the domain is under debug: its host can read and change it");
    }

    /** TDX Module ABI, TD ATTRIBUTES: a bit that this verifier does not know may weaken the domain. */
    private Check reservedAttributesAreZero(TdAttributes attributes) {
        return Check.equal(
                TD_RESERVED_ATTRIBUTES,
                "0",
                Long.toHexString(attributes.untrusted()),
                "no reserved and no profiling attribute is set",
                "a reserved or a profiling attribute is set");
    }

    /** TDX Module 1.5 ABI, SERVTD_HASH; the report of TDX 1.0 has no place for it. */
    private Check noServiceDomain() {
        return Check.notApplicable(
                SERVICE_TD_PRESENT, "a TD report 1.0 does not say whether a service domain is bound");
    }

    /**
     * TDX Module ABI, TD ATTRIBUTES: bit 28 keeps the host from injecting #VE at moments of its choice. Clear, it is a
     * state that a policy may accept, not a forgery.
     */
    private Check septViolationsStayOutside(TdAttributes attributes) {
        return state(
                TD_SEPT_VE_DISABLE,
                attributes.septVeDisable(),
                policy.acceptSeptVe(),
                "the host cannot inject page faults",
                "the host can inject page faults (SEPT_VE_DISABLE is clear)",
                "sept-ve");
    }

    /** TDX Module ABI, TD ATTRIBUTES: bit 29. */
    private Check notMigratable(TdAttributes attributes) {
        return state(
                TD_MIGRATABLE,
                !attributes.migratable(),
                policy.acceptMigratable(),
                "the domain stays on its machine",
                "another domain may move this one to another machine (MIGRATABLE is set)",
                "migratable");
    }

    /** TDX Module ABI, TD ATTRIBUTES: bit 62. */
    private Check noProvisioningAgent(TdAttributes attributes) {
        return state(
                TD_TPA,
                !attributes.tpa(),
                policy.acceptTpa(),
                "the domain is no provisioning agent",
                "the domain is a provisioning agent of TDX Connect (TPA is set)",
                "tpa");
    }

    /** Intel's status of the platform, merged, against what the relying party accepts. */
    private Check statusIsAccepted(TcbAppraisal tcb) {
        String status = "the TCB status is " + tcb.status();
        if (!policy.acceptedStatuses().contains(tcb.status())) {
            return Check.accepted(
                    TCB_STATUS_REJECTED, false, status + ", which is not accepted (accept it as " + tcb.status() + ")");
        }
        boolean byDefault = tcb.status() == TcbStatus.UP_TO_DATE;
        return Check.accepted(TCB_STATUS_REJECTED, true, byDefault ? status : status + ", accepted as " + tcb.status());
    }

    private static Check state(
            QuoteCheck code, boolean good, boolean accepted, String goodWords, String otherWords, String name) {
        if (good) {
            return Check.passed(code, goodWords);
        }
        String how = accepted ? ", accepted as " : ", which is not accepted (accept it as ";
        return Check.accepted(code, accepted, otherWords + how + name + (accepted ? "" : ")"));
    }
}
