package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.SERVICE_TD_PRESENT;
import static dev.teeproof.dcap.QuoteCheck.TD_MIGRATABLE;
import static dev.teeproof.dcap.QuoteCheck.TD_RESERVED_ATTRIBUTES;
import static dev.teeproof.dcap.QuoteCheck.TD_SEPT_VE_DISABLE;
import static dev.teeproof.dcap.QuoteCheck.TD_TPA;
import static dev.teeproof.dcap.QuoteCheck.WORKLOAD_DEBUG;

import dev.teeproof.result.Check;
import java.util.List;

/**
 * The rules about a workload that hold whatever it is.
 *
 * <p>They look at attributes that the hardware reports about itself, so they mean something only for a report whose
 * signature has been verified. They do not look at what the domain or enclave runs.
 */
record WorkloadRules(QuotePolicy policy) {

    List<Check> check(QuoteBody body) {
        return switch (body) {
            case TdReport report -> {
                TdAttributes attributes = report.attributes();
                yield List.of(
                        notDebugged("domain", attributes.debug()),
                        reservedAttributesAreZero(attributes),
                        noServiceDomain(report),
                        septViolationsStayOutside(attributes),
                        notMigratable(attributes),
                        noProvisioningAgent(attributes));
            }
            case EnclaveReport report -> List.of(notDebugged("enclave", report.debug()));
        };
    }

    /**
     * TDX Module ABI, TD ATTRIBUTES: bit 0 (TUD.DEBUG) lets the host read and change the domain. Intel SDM 3D, ATTRIBUTES:
     * bit 1 (DEBUG) does so for an enclave.
     */
    private Check notDebugged(String workload, boolean debug) {
        if (debug && policy.insecureAllowDebug()) {
            return Check.passed(
                    WORKLOAD_DEBUG, "the " + workload + " is under debug, which the policy insecurely allows");
        }
        return Check.that(
                WORKLOAD_DEBUG,
                !debug,
                "the " + workload + " is not under debug",
                "the " + workload + " is under debug: its host can read and change it");
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
    private Check noServiceDomain(TdReport report) {
        if (report.mrServiceTd().isEmpty()) {
            return Check.notApplicable(
                    SERVICE_TD_PRESENT, "a TD report 1.0 does not say whether a service domain is bound");
        }
        if (report.mrServiceTd().get().isZero()) {
            return Check.passed(SERVICE_TD_PRESENT, "no service domain is bound");
        }
        String words =
                "a service domain is bound, MRSERVICETD " + report.mrServiceTd().get();
        return policy.acceptedStates().contains(AcceptedState.SERVICE_TD)
                ? Check.passed(SERVICE_TD_PRESENT, words + ", accepted as service-td")
                : Check.failed(SERVICE_TD_PRESENT, words + " (accept it as service-td)");
    }

    /**
     * TDX Module ABI, TD ATTRIBUTES: bit 28 keeps the host from injecting #VE at moments of its choice. Clear, it is a
     * state that a policy may accept, not a forgery.
     */
    private Check septViolationsStayOutside(TdAttributes attributes) {
        return state(
                TD_SEPT_VE_DISABLE,
                attributes.septVeDisable(),
                "the host cannot inject page faults",
                "the host can inject page faults (SEPT_VE_DISABLE is clear)",
                AcceptedState.SEPT_VE);
    }

    /** TDX Module ABI, TD ATTRIBUTES: bit 29. */
    private Check notMigratable(TdAttributes attributes) {
        return state(
                TD_MIGRATABLE,
                !attributes.migratable(),
                "the domain stays on its machine",
                "another domain may move this one to another machine (MIGRATABLE is set)",
                AcceptedState.MIGRATABLE);
    }

    /** TDX Module ABI, TD ATTRIBUTES: bit 62. */
    private Check noProvisioningAgent(TdAttributes attributes) {
        return state(
                TD_TPA,
                !attributes.tpa(),
                "the domain is no provisioning agent",
                "the domain is a provisioning agent of TDX Connect (TPA is set)",
                AcceptedState.TPA);
    }

    private Check state(QuoteCheck code, boolean good, String goodWords, String otherWords, AcceptedState state) {
        if (good) {
            return Check.passed(code, goodWords);
        }
        boolean accepted = policy.acceptedStates().contains(state);
        return Check.accepted(code, accepted, otherWords + TcbRules.howAccepted(accepted, state.text()));
    }
}
