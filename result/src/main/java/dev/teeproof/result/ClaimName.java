package dev.teeproof.result;

import java.util.Locale;

/** The facts that Teeproof can state about a machine. {@link #text} is the name that programs see. */
public enum ClaimName {
    /** The 64 bytes that the workload chose when it asked for the evidence. */
    REPORT_DATA,
    /** The firmware that the domain was built with. */
    MRTD,
    RTMR0,
    RTMR1,
    RTMR2,
    RTMR3,
    MR_CONFIG_ID,
    MR_OWNER,
    MR_OWNER_CONFIG,
    /** SHA-384 of the TDX module. */
    MR_SEAM,
    TD_ATTRIBUTES,
    XFAM,
    /** The SVNs of the TDX module and its loader when the domain was started. */
    TEE_TCB_SVN,
    /** The SVNs of the TDX module that is loaded now. */
    TEE_TCB_SVN_2,
    /** Hash of the service domains that are bound to the domain. */
    MR_SERVICE_TD,
    /** What the enclave was built from. */
    MR_ENCLAVE,
    /** SHA-256 of the key that signed the enclave. */
    MR_SIGNER,
    ISV_PROD_ID,
    ISV_SVN,
    ENCLAVE_ATTRIBUTES,
    MISC_SELECT,
    CONFIG_ID,
    ISV_EXT_PROD_ID,
    ISV_FAMILY_ID,
    /** The launch digest of an SNP guest: firmware, and what the firmware was told to start. */
    MEASUREMENT,
    /** What the host chose when it launched an SNP guest. */
    HOST_DATA,
    /** What the owner of an SNP guest demanded of the platform. */
    GUEST_POLICY,
    /** Of the ID block that an SNP guest was launched with. */
    GUEST_SVN,
    FAMILY_ID,
    IMAGE_ID,
    /** SHA-384 of the key that signed the ID block. */
    ID_KEY_DIGEST,
    /** SHA-384 of the key that signed the ID key. */
    AUTHOR_KEY_DIGEST,
    /** The privilege level that asked for an SNP report. */
    VMPL,
    /** How an AMD platform is set up. */
    PLATFORM_INFO,
    /** Random for each SNP guest. */
    REPORT_ID,
    /** Of the migration agent of an SNP guest. */
    REPORT_ID_MA,
    /** The product line of an AMD processor. */
    PRODUCT,
    /** The id of an AMD chip. */
    CHIP_ID,
    /** VCEK or VLEK. */
    SIGNING_KEY,
    /** The cloud provider whose key signed. */
    CSP_ID,
    CURRENT_TCB,
    REPORTED_TCB,
    COMMITTED_TCB,
    LAUNCH_TCB,
    /** The version of the SNP firmware that runs. */
    CURRENT_FIRMWARE,
    /** The version of the SNP firmware below which the host cannot go back. */
    COMMITTED_FIRMWARE,
    /** The mitigations that were in place when an SNP guest was launched. */
    LAUNCH_MIT_VECTOR,
    CURRENT_MIT_VECTOR,
    /** Whether revocation was checked, and by what. */
    REVOCATION,
    /** How current the platform is, merged over platform, module and quoting enclave; of AMD, whether its four TCBs agree. */
    TCB_STATUS,
    /** How current the platform is without TDX module and quoting enclave. */
    PLATFORM_TCB_STATUS,
    /** How current the platform's SGX components are by themselves; it is not part of the merged status. */
    SGX_TCB_STATUS,
    TDX_MODULE_TCB_STATUS,
    QE_TCB_STATUS,
    /** The platform's TCB level that was matched: its least SVNs. */
    TCB_LEVEL,
    /** The date of the TCB level that was matched. */
    TCB_DATE,
    TDX_MODULE_TCB_LEVEL,
    QE_TCB_LEVEL,
    /** The TCB evaluation data number of the TCB info. */
    TCB_INFO_EVALUATION,
    /** The TCB evaluation data number of the QE identity. */
    QE_IDENTITY_EVALUATION,
    ADVISORY_IDS,
    /** What is missing to the next better level, a sentence for each part of the platform. */
    TCB_SHORTFALL,
    /** The TCB status by the documents of a later TCB evaluation. */
    LATER_TCB_STATUS,
    LATER_ADVISORY_IDS,
    LATER_TCB_SHORTFALL,
    /** The platform's family, model, stepping and customisation. */
    FMSPC,
    /** SHA-256 of the platform's provisioning id, or of an AMD chip's id. */
    DEVICE_ID,
    /** Intel's id of this instance of a multi-package platform. */
    PLATFORM_INSTANCE_ID,
    PLATFORM_CONFIGURATION,
    APP_ID,
    COMPOSE_HASH,
    INSTANCE_ID,
    /** Who gives the app its keys: JSON with name and id. */
    KEY_PROVIDER,
    INIT_SCRIPT_HASHES,
    MR_SYSTEM,
    MR_AGGREGATED,
    /** The names of all runtime events, in order. */
    RUNTIME_EVENTS,
    /** SHA-384 Authenticode digest of the kernel. */
    KERNEL_AUTHENTICODE,
    /** SHA-256 of the kernel's file. */
    KERNEL_SHA256,
    /** SHA-256 of the initrd's file. */
    INITRD_SHA256,
    /** The kernel's command line. */
    CMDLINE,
    /** Launch digest of the firmware's pages alone. */
    OVMF_DIGEST,
    VCPU_TYPE,
    /** SHA-384 of the kernel's command line, as measured. */
    CMDLINE_SHA384,
    INITRD_SHA384,
    ACPI_LOADER_SHA384,
    ACPI_RSDP_SHA384,
    ACPI_TABLES_SHA384,
    /** SHA-256 of the document that commits firmware, kernel, command line and initrd. */
    MEASUREMENT_DOCUMENT,
    OS_IMAGE_HASH,
    MEMORY_SIZE,
    CPU_COUNT,
    QEMU_VERSION,
    IMAGE_NAME,
    /** The payload that the report data of a pod commits. */
    REPORT_DATA_PAYLOAD;

    /** Lower case with underscores. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
