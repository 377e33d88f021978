package dev.teeproof.snp;

import dev.teeproof.result.CheckCode;
import java.util.List;

/**
 * What is checked of a report, in the order of running: what it says of its own signature first, then the chain of the key that
 * signed it, then whether the key is this chip's at this TCB, then revocation, then what a policy may allow.
 */
public enum SnpCheck implements CheckCode {
    /** The firmware did not sign. */
    CHIP_KEY_MASKED,
    /** Neither a VCEK nor a VLEK signed. */
    SIGNING_KEY_UNSUPPORTED,
    /** A processor of no product line that is known. */
    PRODUCT_UNKNOWN,
    /** No certificate of the signing key is at hand, or none of who issued it. */
    VEK_MISSING,
    /** A certificate of the chain cannot be read. */
    VEK_FORMAT,
    /** The certificate of the signing key does not end at a trust anchor. */
    VEK_CHAIN_UNTRUSTED,
    /** A certificate issued another without being a CA, or a CA stands where a leaf should. */
    CERT_BAD_CA,
    /** A key was used for what it is not for. */
    CERT_BAD_KEY_USAGE,
    /** A critical extension that is not understood. */
    CERT_UNKNOWN_CRITICAL_EXT,
    CERT_NOT_YET_VALID,
    CERT_EXPIRED,
    /** AMD's extensions are missing or cannot be read. */
    VEK_EXTENSION_INVALID,
    /** Certificate, issuer and report name different product lines. */
    VEK_PRODUCT_MISMATCH,
    /** The report is not signed by the key. */
    REPORT_SIGNATURE,
    /** The key is of another TCB than the reported one. */
    VEK_TCB_MISMATCH,
    /** The key is of another chip. */
    VEK_CHIP_MISMATCH,
    /** No revocation list is at hand. */
    CRL_MISSING,
    CRL_FORMAT,
    /** A revocation list of another product line's root. */
    CRL_ISSUER,
    CRL_SIGNATURE,
    CRL_NOT_YET_VALID,
    CRL_EXPIRED,
    /** Who issued the key's certificate is revoked. */
    CA_REVOKED,
    /** The host asked for the report, not the guest. */
    HOST_REQUESTED,
    /** The guest can be read from outside. */
    WORKLOAD_DEBUG,
    /** A migration agent may move the guest to another machine. */
    MIGRATION_AGENT,
    /** Other software of the guest runs at a higher privilege than who asked. */
    VMPL_NOT_ZERO,
    /** The key is of a cloud provider, not of a chip. */
    VLEK_SIGNED,
    /** The host keeps the chip's id back, so that the key cannot be told to be this chip's. */
    CHIP_ID_MASKED,
    /** A TCB version is above the current one, which firmware never reports. */
    TCB_ORDER,
    /** The firmware that runs is not committed: the host can still go back behind it. */
    PROVISIONAL_FIRMWARE,
    /** The TCB status is none that the policy accepts. */
    TCB_STATUS_REJECTED;

    /** All of them, in order. */
    public static final List<SnpCheck> ALL = List.of(values());
}
