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
    /** How current the platform is, merged over platform, module and quoting enclave. */
    TCB_STATUS,
    /** How current the platform's SGX components are by themselves; it is not part of the merged status. */
    SGX_TCB_STATUS,
    /** The date of the TCB level that was matched. */
    TCB_DATE,
    ADVISORY_IDS,
    /** The platform's family, model, stepping and customisation. */
    FMSPC,
    /** SHA-256 of the platform's provisioning id. */
    DEVICE_ID,
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
