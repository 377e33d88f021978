package dev.teeproof.dcap;

import dev.teeproof.result.CheckCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is checked of a quote, in the order of running: what the quote proves by itself first, then what needs
 * endorsements, then what a policy may allow.
 */
public enum QuoteCheck implements CheckCode {
    /** The certification data is not a chain of PCK certificates. */
    CERT_DATA_UNSUPPORTED,
    /** The PCK certificates cannot be read. */
    PCK_CHAIN_FORMAT,
    /** The PCK chain does not end at a trust anchor. */
    PCK_CHAIN_UNTRUSTED,
    /** A certificate issued another without being a CA, or a CA stands where a leaf should. */
    CERT_BAD_CA,
    /** A key was used for what it is not for. */
    CERT_BAD_KEY_USAGE,
    /** A critical extension that is not understood. */
    CERT_UNKNOWN_CRITICAL_EXT,
    CERT_NOT_YET_VALID,
    CERT_EXPIRED,
    /** The PCK certificate's SGX extension is missing or cannot be read. */
    PCK_EXTENSION_INVALID,
    /** The QE report is not signed by the PCK key. */
    QE_REPORT_SIGNATURE,
    /** The QE report does not commit the attestation key. */
    QE_REPORT_DATA,
    /** The attestation key is not a point of P-256. */
    ATTESTATION_KEY_INVALID,
    /** The quote is not signed by the attestation key. */
    QUOTE_SIGNATURE,
    /** No collateral is at hand. */
    COLLATERAL_MISSING,
    CRL_FORMAT,
    /** A revocation list of another CA than the one that is asked about. */
    CRL_ISSUER,
    CRL_SIGNATURE,
    CRL_NOT_YET_VALID,
    CRL_EXPIRED,
    CA_REVOKED,
    PCK_REVOKED,
    /** The signer of TCB info or QE identity is not Intel's TCB signer under the same anchor. */
    TCB_SIGNER_UNTRUSTED,
    SIGNER_REVOKED,
    TCB_INFO_SIGNATURE,
    TCB_INFO_FORMAT,
    TCB_INFO_NOT_YET_VALID,
    TCB_INFO_EXPIRED,
    /** TCB info for another kind of TEE or another platform. */
    TCB_INFO_MISMATCH,
    QE_IDENTITY_SIGNATURE,
    QE_IDENTITY_FORMAT,
    QE_IDENTITY_NOT_YET_VALID,
    QE_IDENTITY_EXPIRED,
    /** The identity of another enclave than this kind of quote needs. */
    QE_IDENTITY_ID,
    QE_MISCSELECT,
    QE_ATTRIBUTES,
    QE_DEBUG,
    QE_MRSIGNER,
    QE_PRODID,
    /** The quoting enclave is older than every level of its identity. */
    QE_SVN_NOT_SUPPORTED,
    /** Not a TDX module that the TCB info knows. */
    TDX_MODULE_MISMATCH,
    /** The platform is below every TCB level. */
    TCB_NOT_SUPPORTED,
    /** A TCB status that this verifier does not know. */
    TCB_UNRECOGNIZED_STATUS,
    TCB_REVOKED,
    /** The workload can be read from outside. */
    WORKLOAD_DEBUG,
    /** An attribute that is reserved, or that lets the host profile the domain. */
    TD_RESERVED_ATTRIBUTES,
    /** A service domain is bound to the domain. */
    SERVICE_TD_PRESENT,
    /** The host can inject page faults. */
    TD_SEPT_VE_DISABLE,
    /** Another domain may move this one to another machine. */
    TD_MIGRATABLE,
    /** The domain is a provisioning agent of TDX Connect. */
    TD_TPA,
    /** The level of the SGX components by themselves is revoked, which Intel's rules pass over. */
    SGX_TCB_REVOKED,
    /** The TCB status is none that the policy accepts. */
    TCB_STATUS_REJECTED;

    /** All of them, in order. */
    public static final List<QuoteCheck> ALL = List.of(values());

    private static final Set<QuoteCheck> OF_DOMAINS = EnumSet.of(
            TDX_MODULE_MISMATCH,
            TD_RESERVED_ATTRIBUTES,
            SERVICE_TD_PRESENT,
            TD_SEPT_VE_DISABLE,
            TD_MIGRATABLE,
            TD_TPA,
            SGX_TCB_REVOKED);

    private static final List<QuoteCheck> OF_ENCLAVES =
            ALL.stream().filter(check -> !OF_DOMAINS.contains(check)).toList();

    /** Those that a quote of this kind needs, in order. */
    public static List<QuoteCheck> of(Tee tee) {
        return switch (tee) {
            case SGX -> OF_ENCLAVES;
            case TDX -> ALL;
        };
    }
}
