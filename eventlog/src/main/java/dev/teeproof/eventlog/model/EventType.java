package dev.teeproof.eventlog.model;

import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The numbers of TCG event types. Others stand in logs too, and are kept; nothing authenticates the type of an event.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.1"
 */
public final class EventType {

    public static final long EV_PREBOOT_CERT = 0x0L;
    public static final long EV_POST_CODE = 0x1L;
    public static final long EV_UNUSED = 0x2L;
    public static final long EV_NO_ACTION = 0x3L;
    public static final long EV_SEPARATOR = 0x4L;
    public static final long EV_ACTION = 0x5L;
    public static final long EV_EVENT_TAG = 0x6L;
    public static final long EV_S_CRTM_CONTENTS = 0x7L;
    public static final long EV_S_CRTM_VERSION = 0x8L;
    public static final long EV_CPU_MICROCODE = 0x9L;
    public static final long EV_PLATFORM_CONFIG_FLAGS = 0xaL;
    public static final long EV_TABLE_OF_DEVICES = 0xbL;
    public static final long EV_COMPACT_HASH = 0xcL;
    public static final long EV_IPL = 0xdL;
    public static final long EV_IPL_PARTITION_DATA = 0xeL;
    public static final long EV_NONHOST_CODE = 0xfL;
    public static final long EV_NONHOST_CONFIG = 0x10L;
    public static final long EV_NONHOST_INFO = 0x11L;
    public static final long EV_OMIT_BOOT_DEVICE_EVENTS = 0x12L;
    public static final long EV_POST_CODE2 = 0x13L;
    public static final long EV_EFI_EVENT_BASE = 0x80000000L;
    public static final long EV_EFI_VARIABLE_DRIVER_CONFIG = 0x80000001L;
    public static final long EV_EFI_VARIABLE_BOOT = 0x80000002L;
    public static final long EV_EFI_BOOT_SERVICES_APPLICATION = 0x80000003L;
    public static final long EV_EFI_BOOT_SERVICES_DRIVER = 0x80000004L;
    public static final long EV_EFI_RUNTIME_SERVICES_DRIVER = 0x80000005L;
    public static final long EV_EFI_GPT_EVENT = 0x80000006L;
    public static final long EV_EFI_ACTION = 0x80000007L;
    public static final long EV_EFI_PLATFORM_FIRMWARE_BLOB = 0x80000008L;
    public static final long EV_EFI_HANDOFF_TABLES = 0x80000009L;
    public static final long EV_EFI_PLATFORM_FIRMWARE_BLOB2 = 0x8000000aL;
    public static final long EV_EFI_HANDOFF_TABLES2 = 0x8000000bL;
    public static final long EV_EFI_VARIABLE_BOOT2 = 0x8000000cL;
    public static final long EV_EFI_GPT_EVENT2 = 0x8000000dL;
    public static final long EV_EFI_HCRTM_EVENT = 0x80000010L;
    public static final long EV_EFI_VARIABLE_AUTHORITY = 0x800000e0L;
    public static final long EV_EFI_SPDM_FIRMWARE_BLOB = 0x800000e1L;
    public static final long EV_EFI_SPDM_FIRMWARE_CONFIG = 0x800000e2L;
    public static final long EV_EFI_SPDM_DEVICE_POLICY = 0x800000e3L;
    public static final long EV_EFI_SPDM_DEVICE_AUTHORITY = 0x800000e4L;

    private static final Map<Long, String> NAMES = Map.ofEntries(
            Map.entry(EV_PREBOOT_CERT, "EV_PREBOOT_CERT"),
            Map.entry(EV_POST_CODE, "EV_POST_CODE"),
            Map.entry(EV_UNUSED, "EV_UNUSED"),
            Map.entry(EV_NO_ACTION, "EV_NO_ACTION"),
            Map.entry(EV_SEPARATOR, "EV_SEPARATOR"),
            Map.entry(EV_ACTION, "EV_ACTION"),
            Map.entry(EV_EVENT_TAG, "EV_EVENT_TAG"),
            Map.entry(EV_S_CRTM_CONTENTS, "EV_S_CRTM_CONTENTS"),
            Map.entry(EV_S_CRTM_VERSION, "EV_S_CRTM_VERSION"),
            Map.entry(EV_CPU_MICROCODE, "EV_CPU_MICROCODE"),
            Map.entry(EV_PLATFORM_CONFIG_FLAGS, "EV_PLATFORM_CONFIG_FLAGS"),
            Map.entry(EV_TABLE_OF_DEVICES, "EV_TABLE_OF_DEVICES"),
            Map.entry(EV_COMPACT_HASH, "EV_COMPACT_HASH"),
            Map.entry(EV_IPL, "EV_IPL"),
            Map.entry(EV_IPL_PARTITION_DATA, "EV_IPL_PARTITION_DATA"),
            Map.entry(EV_NONHOST_CODE, "EV_NONHOST_CODE"),
            Map.entry(EV_NONHOST_CONFIG, "EV_NONHOST_CONFIG"),
            Map.entry(EV_NONHOST_INFO, "EV_NONHOST_INFO"),
            Map.entry(EV_OMIT_BOOT_DEVICE_EVENTS, "EV_OMIT_BOOT_DEVICE_EVENTS"),
            Map.entry(EV_POST_CODE2, "EV_POST_CODE2"),
            Map.entry(EV_EFI_EVENT_BASE, "EV_EFI_EVENT_BASE"),
            Map.entry(EV_EFI_VARIABLE_DRIVER_CONFIG, "EV_EFI_VARIABLE_DRIVER_CONFIG"),
            Map.entry(EV_EFI_VARIABLE_BOOT, "EV_EFI_VARIABLE_BOOT"),
            Map.entry(EV_EFI_BOOT_SERVICES_APPLICATION, "EV_EFI_BOOT_SERVICES_APPLICATION"),
            Map.entry(EV_EFI_BOOT_SERVICES_DRIVER, "EV_EFI_BOOT_SERVICES_DRIVER"),
            Map.entry(EV_EFI_RUNTIME_SERVICES_DRIVER, "EV_EFI_RUNTIME_SERVICES_DRIVER"),
            Map.entry(EV_EFI_GPT_EVENT, "EV_EFI_GPT_EVENT"),
            Map.entry(EV_EFI_ACTION, "EV_EFI_ACTION"),
            Map.entry(EV_EFI_PLATFORM_FIRMWARE_BLOB, "EV_EFI_PLATFORM_FIRMWARE_BLOB"),
            Map.entry(EV_EFI_HANDOFF_TABLES, "EV_EFI_HANDOFF_TABLES"),
            Map.entry(EV_EFI_PLATFORM_FIRMWARE_BLOB2, "EV_EFI_PLATFORM_FIRMWARE_BLOB2"),
            Map.entry(EV_EFI_HANDOFF_TABLES2, "EV_EFI_HANDOFF_TABLES2"),
            Map.entry(EV_EFI_VARIABLE_BOOT2, "EV_EFI_VARIABLE_BOOT2"),
            Map.entry(EV_EFI_GPT_EVENT2, "EV_EFI_GPT_EVENT2"),
            Map.entry(EV_EFI_HCRTM_EVENT, "EV_EFI_HCRTM_EVENT"),
            Map.entry(EV_EFI_VARIABLE_AUTHORITY, "EV_EFI_VARIABLE_AUTHORITY"),
            Map.entry(EV_EFI_SPDM_FIRMWARE_BLOB, "EV_EFI_SPDM_FIRMWARE_BLOB"),
            Map.entry(EV_EFI_SPDM_FIRMWARE_CONFIG, "EV_EFI_SPDM_FIRMWARE_CONFIG"),
            Map.entry(EV_EFI_SPDM_DEVICE_POLICY, "EV_EFI_SPDM_DEVICE_POLICY"),
            Map.entry(EV_EFI_SPDM_DEVICE_AUTHORITY, "EV_EFI_SPDM_DEVICE_AUTHORITY"));

    private static final Map<String, Long> NUMBERS =
            NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Entry::getValue, Entry::getKey));

    private EventType() {}

    /** The name of this type; its number in hexadecimal for one without. */
    public static String name(long type) {
        String name = NAMES.get(type);
        return name == null ? String.format("0x%08x", type) : name;
    }

    /** Whether the profile names it. */
    public static boolean isKnown(long type) {
        return NAMES.containsKey(type);
    }

    /** The type with this name. */
    public static Optional<Long> named(String name) {
        return Optional.ofNullable(NUMBERS.get(name));
    }
}
