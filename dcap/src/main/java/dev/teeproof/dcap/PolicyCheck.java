package dev.teeproof.dcap;

import dev.teeproof.result.CheckCode;

/** Checks that are made where a relying party's policy asks for them. */
public enum PolicyCheck implements CheckCode {
    /** The level that has the status is older than the policy allows. */
    TCB_LEVEL_AGE,
    /** A level has an advisory that is denied, or not among those allowed. */
    ADVISORY_REJECTED,
    /** TCB info or QE identity are of an older TCB evaluation than demanded. */
    TCB_EVALUATION_TOO_OLD,
    /** The platform's level has an older date than demanded. */
    TCB_DATE_TOO_OLD,
    EXPECTED_MRTD,
    EXPECTED_RTMR0,
    EXPECTED_RTMR1,
    EXPECTED_RTMR2,
    EXPECTED_RTMR3,
    EXPECTED_MR_CONFIG_ID,
    EXPECTED_MR_OWNER,
    EXPECTED_MR_SEAM,
    EXPECTED_MR_ENCLAVE,
    EXPECTED_MR_SIGNER,
    EXPECTED_ISV_PROD_ID,
    EXPECTED_ISV_SVN,
    EXPECTED_REPORT_DATA
}
