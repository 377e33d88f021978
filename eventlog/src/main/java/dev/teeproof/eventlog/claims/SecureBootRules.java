package dev.teeproof.eventlog.claims;

import static dev.teeproof.eventlog.model.EventType.*;

import dev.teeproof.eventlog.claims.FirmwareLog.Event;
import dev.teeproof.eventlog.claims.FirmwareLog.Role;
import dev.teeproof.eventlog.claims.FirmwareProblem.Code;
import dev.teeproof.eventlog.claims.SecureBoot.Authority;
import dev.teeproof.eventlog.data.Action;
import dev.teeproof.eventlog.data.EfiGuid;
import dev.teeproof.eventlog.data.EventData;
import dev.teeproof.eventlog.data.UefiVariable;
import dev.teeproof.eventlog.data.VariableAuthority;
import dev.teeproof.eventlog.data.VariableValue;
import dev.teeproof.eventlog.model.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the register of Secure Boot says: PCR 7, or CC measurement register 1, where more is measured than Secure Boot.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 3.3.4.8 (PCR 7)"
 */
final class SecureBootRules {

    /** What a confidential guest's firmware measures there besides. */
    private static final Set<Long> ADDITIONAL = Set.of(
            EV_CPU_MICROCODE,
            EV_PLATFORM_CONFIG_FLAGS,
            EV_TABLE_OF_DEVICES,
            EV_NONHOST_CONFIG,
            EV_POST_CODE,
            EV_EFI_VARIABLE_BOOT,
            EV_EFI_VARIABLE_BOOT2,
            EV_EFI_HANDOFF_TABLES2,
            EV_EFI_PLATFORM_FIRMWARE_BLOB2);

    private static final Set<String> DATABASES = Set.of("PK", "KEK", "db", "dbx");

    private final FirmwareLog log;
    private final Separators separators;
    private final Set<String> names = new HashSet<>();
    private final Map<String, SignatureDatabase> databases = new HashMap<>();
    private final List<Authority> before = new ArrayList<>();
    private final List<Authority> after = new ArrayList<>();
    private Optional<Boolean> enabled = Optional.empty();
    private boolean dmaProtectionDisabled;

    SecureBootRules(FirmwareLog log, Separators separators) {
        this.log = log;
        this.separators = separators;
    }

    SecureBoot read() {
        for (Event event : log.events(Role.SECURE_BOOT)) {
            if (event.type() == EV_EFI_ACTION) {
                action(event);
            } else if (event.type() == EV_EFI_VARIABLE_DRIVER_CONFIG) {
                variable(event);
            } else if (event.type() == EV_EFI_VARIABLE_AUTHORITY) {
                authority(event);
            } else if (event.type() != EV_SEPARATOR) {
                others(event);
            }
        }
        whenEnabled();
        return new SecureBoot(
                enabled,
                database("PK"),
                database("KEK"),
                database("db"),
                database("dbx"),
                before,
                after,
                dmaProtectionDisabled);
    }

    private SignatureDatabase database(String name) {
        return databases.getOrDefault(name, SignatureDatabase.EMPTY);
    }

    /** Rule 2. */
    private void action(Event event) {
        String action = event.data() instanceof Action said ? said.action() : "";
        switch (action) {
            case Action.DEBUG_MODE -> log.problem(Code.DEBUG_MODE, event, "the firmware is in debug mode");
            case Action.DMA_PROTECTION_DISABLED -> dmaProtectionDisabled |= log.covered(event);
            default -> log.problem(Code.UNEXPECTED_ACTION, event, event.data().text());
        }
    }

    /** Rule 2, second half: what else may stand in the register. */
    private void others(Event event) {
        if (!log.isConfidential() || !ADDITIONAL.contains(event.type())) {
            log.problem(Code.UNEXPECTED_EVENT, event, EventType.name(event.type()));
        }
    }

    /** Rule 3. */
    private void variable(Event event) {
        if (separators.isBehind(event)) {
            log.problem(Code.LATE_VARIABLE, event, event.data().text());
            return;
        }
        if (!(event.data() instanceof UefiVariable variable)) {
            log.problem(Code.MALFORMED_EVENT, event, event.data().text());
            return;
        }
        if (!names.add(variable.name())) {
            log.problem(Code.DUPLICATE_VARIABLE, event, variable.name());
            return;
        }
        boolean ofSecureBoot = variable.name().equals("SecureBoot") || DATABASES.contains(variable.name());
        if (log.covered(event) && ofSecureBoot) {
            value(event, variable);
        }
    }

    private void value(Event event, UefiVariable variable) {
        boolean isDatabase = variable.name().startsWith("db");
        EfiGuid vendor = isDatabase ? EfiGuid.IMAGE_SECURITY_DATABASE : EfiGuid.GLOBAL_VARIABLE;
        if (!variable.vendor().equals(vendor)) {
            log.problem(Code.BAD_VARIABLE, event, variable.name() + " of " + variable.vendor());
            return;
        }
        switch (variable.value()) {
            case VariableValue.Flag flag -> enabled = Optional.of(flag.isOn());
            case VariableValue.SignatureLists lists ->
                databases.put(variable.name(), SignatureDatabase.of(lists.lists()));
            case VariableValue.Unset unset -> {
                if (variable.name().equals("SecureBoot")) {
                    log.problem(Code.BAD_VARIABLE, event, "SecureBoot without its byte");
                }
            }
            case VariableValue.BootOrder order -> throw new IllegalStateException(variable.name());
            case VariableValue.LoadOption option -> throw new IllegalStateException(variable.name());
            case VariableValue.Text text -> throw new IllegalStateException(variable.name());
            case VariableValue.Other other -> throw new IllegalStateException(variable.name());
        }
    }

    /** Rule 4. */
    private void authority(Event event) {
        if (!(event.data() instanceof VariableAuthority authority)) {
            String words = event.data() instanceof EventData.Malformed malformed ? malformed.reason() : "";
            log.problem(Code.MALFORMED_EVENT, event, words);
            return;
        }
        boolean behind = separators.isBehind(event);
        if (!behind) {
            log.problem(Code.EARLY_AUTHORITY, event, authority.text());
        }
        if (log.covered(event)) {
            Optional<String> setting = authority.signature().isPresent()
                    ? Optional.empty()
                    : Optional.of(authority.setting().text());
            (behind ? after : before)
                    .add(new Authority(authority.vendor(), authority.name(), authority.certificate(), setting));
        }
    }

    /** Rule 5. */
    private void whenEnabled() {
        if (enabled.isEmpty() || !enabled.get()) {
            return;
        }
        if (before.isEmpty() && after.isEmpty()) {
            log.problem(Code.NO_AUTHORITY, "Secure Boot is on, and nothing authorised an image");
        }
        for (String name : List.of("PK", "KEK", "db")) {
            if (database(name).isEmpty()) {
                log.problem(Code.MISSING_KEYS, "Secure Boot is on without " + name);
            }
        }
    }
}
