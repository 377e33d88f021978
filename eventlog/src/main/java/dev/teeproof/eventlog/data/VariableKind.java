package dev.teeproof.eventlog.data;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which variables have which data.
 *
 * @see "UEFI 2.10, section 3.3 (globally defined variables)"
 */
enum VariableKind {
    FLAG,
    SIGNATURES,
    BOOT_ORDER,
    LOAD_OPTION,
    TEXT,
    OTHER;

    private static final Pattern BOOT_OPTION = Pattern.compile("Boot[0-9A-F]{4}");
    private static final Set<String> DATABASES = Set.of("db", "dbx", "dbt", "dbr");
    private static final Set<String> FLAGS = Set.of("SecureBoot", "SetupMode", "AuditMode", "DeployedMode");

    static VariableKind of(EfiGuid vendor, String name) {
        if (vendor.equals(EfiGuid.GLOBAL_VARIABLE)) {
            return global(name);
        }
        if (vendor.equals(EfiGuid.IMAGE_SECURITY_DATABASE)) {
            return DATABASES.contains(name) ? SIGNATURES : OTHER;
        }
        if (vendor.equals(EfiGuid.SHIM_LOCK)) {
            return switch (name) {
                case "SbatLevel" -> TEXT;
                case "MokListTrusted", "MokSBState" -> FLAG;
                default -> OTHER;
            };
        }
        return OTHER;
    }

    private static VariableKind global(String name) {
        if (FLAGS.contains(name)) {
            return FLAG;
        }
        if (name.equals("PK") || name.equals("KEK")) {
            return SIGNATURES;
        }
        if (name.equals("BootOrder")) {
            return BOOT_ORDER;
        }
        return BOOT_OPTION.matcher(name).matches() ? LOAD_OPTION : OTHER;
    }
}
