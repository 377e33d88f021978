package dev.teeproof.snp;

import dev.teeproof.result.CheckCode;

/** Checks that are made where a relying party's policy asks for them. */
public enum SnpPolicyCheck implements CheckCode {
    /** A feature that the guest policy must or must not allow. */
    GUEST_POLICY_REJECTED,
    /** The guest policy allows an older firmware ABI than demanded. */
    ABI_TOO_OLD,
    /** A feature that the platform must or must not have. */
    PLATFORM_INFO_REJECTED,
    CURRENT_TCB_TOO_OLD,
    REPORTED_TCB_TOO_OLD,
    COMMITTED_TCB_TOO_OLD,
    LAUNCH_TCB_TOO_OLD,
    /** The firmware is of an earlier version or build than demanded. */
    FIRMWARE_TOO_OLD,
    GUEST_SVN_TOO_OLD,
    /** The guest was not launched with an ID block of a key that is trusted. */
    ID_BLOCK,
    LAUNCH_MITIGATIONS,
    CURRENT_MITIGATIONS,
    EXPECTED_VMPL,
    EXPECTED_CSP_ID,
    EXPECTED_MEASUREMENT,
    EXPECTED_HOST_DATA,
    EXPECTED_FAMILY_ID,
    EXPECTED_IMAGE_ID,
    EXPECTED_REPORT_ID,
    EXPECTED_REPORT_ID_MA,
    EXPECTED_CHIP_ID,
    EXPECTED_REPORT_DATA
}
