package dev.teeproof.verifier;

import dev.teeproof.simulator.SnpMachineFault;
import java.util.EnumMap;
import java.util.Map;

/** For each thing that can be wrong with an SNP machine, what is found first: a check that fails, is not accepted or is not run. */
final class SnpFaults {

    private static final String TABLE = """
            REPORT_FORGED                 REPORT_SIGNATURE failed
            REPORT_CHANGED                REPORT_SIGNATURE failed
            SIGNATURE_R_ZERO              REPORT_SIGNATURE failed
            SIGNATURE_S_TOO_LARGE         REPORT_SIGNATURE failed
            SIGNATURE_TOO_LONG            REPORT_BAD_SIGNATURE malformed
            VEK_FORGED                    VEK_CHAIN_UNTRUSTED failed
            ISSUER_FORGED                 VEK_CHAIN_UNTRUSTED failed
            STRANGE_ROOT                  VEK_CHAIN_UNTRUSTED failed
            STRANGE_ROOT_SENT             VEK_CHAIN_UNTRUSTED failed
            VEK_EXPIRED                   CERT_EXPIRED failed
            VEK_NOT_YET_VALID             CERT_NOT_YET_VALID failed
            ISSUER_EXPIRED                CERT_EXPIRED failed
            ISSUER_NOT_A_CA               CERT_BAD_CA failed
            ISSUER_NOT_FOR_CERTIFICATES   CERT_BAD_KEY_USAGE failed
            ROOT_ALLOWS_NO_ISSUER         CERT_BAD_CA failed
            VEK_IS_A_CA                   CERT_BAD_CA failed
            VEK_UNKNOWN_CRITICAL          CERT_UNKNOWN_CRITICAL_EXT failed
            VEK_OF_ANOTHER_CHIP           VEK_CHIP_MISMATCH failed
            VEK_OF_ANOTHER_BOOT_LOADER    VEK_TCB_MISMATCH failed
            VEK_OF_ANOTHER_TEE            VEK_TCB_MISMATCH failed
            VEK_OF_ANOTHER_SNP            VEK_TCB_MISMATCH failed
            VEK_OF_ANOTHER_MICROCODE      VEK_TCB_MISMATCH failed
            VEK_OF_ANOTHER_FMC            VEK_TCB_MISMATCH failed
            VEK_OF_ANOTHER_PRODUCT        VEK_PRODUCT_MISMATCH failed
            REPORT_OF_ANOTHER_PRODUCT     VEK_PRODUCT_MISMATCH failed
            PROCESSOR_UNKNOWN             PRODUCT_UNKNOWN failed
            VLEK_FOR_A_VCEK               VEK_CHAIN_UNTRUSTED failed
            VCEK_FOR_A_VLEK               VEK_CHAIN_UNTRUSTED failed
            ASVK_FOR_A_VCEK               VEK_CHAIN_UNTRUSTED failed
            CHIP_KEY_MASKED               CHIP_KEY_MASKED failed
            CHIP_ID_MASKED                CHIP_ID_MASKED not accepted
            SIGNING_KEY_NONE              SIGNING_KEY_UNSUPPORTED failed
            SIGNING_KEY_RESERVED          SIGNING_KEY_UNSUPPORTED failed
            VLEK_SIGNED                   VLEK_SIGNED not accepted
            DEBUG                         WORKLOAD_DEBUG failed
            MIGRATION_AGENT               MIGRATION_AGENT not accepted
            VMPL_1                        VMPL_NOT_ZERO not accepted
            HOST_REQUESTED                HOST_REQUESTED failed
            VERSION_UNKNOWN               REPORT_BAD_VERSION malformed
            ALGORITHM_UNKNOWN             REPORT_BAD_SIGNATURE_ALGORITHM malformed
            RESERVED_BYTE_SET             REPORT_RESERVED malformed
            RESERVED_POLICY_BIT_SET       REPORT_RESERVED malformed
            POLICY_BIT_CLEAR              REPORT_RESERVED malformed
            RESERVED_KEY_BIT_SET          REPORT_RESERVED malformed
            UNSIGNED_BYTE_SET             REPORT_RESERVED malformed
            REPORTED_ABOVE_CURRENT        TCB_ORDER failed
            COMMITTED_ABOVE_CURRENT       TCB_ORDER failed
            LAUNCH_ABOVE_CURRENT          TCB_ORDER failed
            PROVISIONAL_FIRMWARE          PROVISIONAL_FIRMWARE not accepted
            TCB_OUT_OF_DATE               TCB_STATUS_REJECTED not accepted
            CRL_EXPIRED                   CRL_EXPIRED failed
            CRL_OF_THE_FUTURE             CRL_NOT_YET_VALID failed
            CRL_FORGED                    CRL_SIGNATURE failed
            CRL_OF_ANOTHER_ISSUER         CRL_ISSUER failed
            ISSUER_REVOKED                CA_REVOKED failed
            VEK_SPL_MISSING               VEK_EXTENSION_INVALID failed
            VEK_SPL_MALFORMED             VEK_EXTENSION_INVALID failed
            VEK_SPL_TOO_LARGE             VEK_EXTENSION_INVALID failed
            VEK_SPL_4_SET                 VEK_EXTENSION_INVALID failed
            VEK_PRODUCT_UNKNOWN           VEK_EXTENSION_INVALID failed
            HW_ID_MISSING                 VEK_EXTENSION_INVALID failed
            HW_ID_OF_WRONG_LENGTH         VEK_EXTENSION_INVALID failed
            FMC_MISSING                   VEK_EXTENSION_INVALID failed
            NO_CERTIFICATES               VEK_MISSING not run
            TABLE_TORN                    CERTIFICATE_TABLE malformed
            ANOTHER_IMAGE                 SNP_MEASUREMENT_MISMATCH failed
            ANOTHER_COMMAND_LINE          SNP_MEASUREMENT_MISMATCH failed
            ANOTHER_SHAPE                 SNP_MEASUREMENT_MISMATCH failed
            IMAGE_HASH_CHANGED            OS_IMAGE_HASH failed
            MR_CONFIG_CHANGED             HOST_DATA failed
            MR_CONFIG_REWRITTEN           HOST_DATA failed
            MR_CONFIG_UNKNOWN_MEMBER      MR_CONFIG failed
            NO_APP                        APP_IDENTITY not accepted
            REPORT_DATA_OF_SOMEBODY_ELSE  REPORT_DATA failed
            """;

    private SnpFaults() {}

    /** Of reports of versions 3 and later. */
    static Map<SnpMachineFault, String> findings() {
        Map<SnpMachineFault, String> findings = new EnumMap<>(SnpMachineFault.class);
        for (String line : TABLE.lines().toList()) {
            String[] fields = line.split(" +", 2);
            findings.put(SnpMachineFault.valueOf(fields[0]), fields[1]);
        }
        return findings;
    }

    /** Of a report of some version: where version 3 has the CPUID, version 2 has bytes that must be zero. */
    static String finding(SnpMachineFault fault, int version) {
        boolean ofTheCpuid =
                fault == SnpMachineFault.REPORT_OF_ANOTHER_PRODUCT || fault == SnpMachineFault.PROCESSOR_UNKNOWN;
        String found = findings().get(fault);
        if (found == null) {
            throw new AssertionError("the table lacks " + fault);
        }
        return version == 2 && ofTheCpuid ? "REPORT_RESERVED malformed" : found;
    }
}
