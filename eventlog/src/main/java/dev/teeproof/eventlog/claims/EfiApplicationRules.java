package dev.teeproof.eventlog.claims;

import static dev.teeproof.eventlog.model.EventType.*;

import dev.teeproof.eventlog.claims.FirmwareLog.Event;
import dev.teeproof.eventlog.claims.FirmwareLog.Role;
import dev.teeproof.eventlog.claims.FirmwareProblem.Code;
import dev.teeproof.eventlog.data.Action;
import dev.teeproof.eventlog.data.DevicePath;
import dev.teeproof.eventlog.data.ImageLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which EFI applications ran, from the call of the first to the end of boot services.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 3.3.4.5 (PCR 4) and 3.3.4.6 (PCR 5)"
 */
final class EfiApplicationRules {

    private final FirmwareLog log;
    private final Separators separators;
    private final List<EfiApplication> applications = new ArrayList<>();
    private boolean called;
    private boolean exited;

    EfiApplicationRules(FirmwareLog log, Separators separators) {
        this.log = log;
        this.separators = separators;
    }

    /** Empty where the log does not say that boot services ended: it may be only a part of one. */
    Optional<List<EfiApplication>> read() {
        for (Event event : log.events(Role.APPLICATIONS, Role.EXIT_BOOT_SERVICES)) {
            if (isAction(event, Role.APPLICATIONS, Action.CALLING_APPLICATION)) {
                call(event);
            } else if (isAction(event, Role.EXIT_BOOT_SERVICES, Action.EXIT_BOOT_SERVICES)) {
                exited |= log.covered(event);
            } else if (event.type() == EV_EFI_BOOT_SERVICES_APPLICATION && isIn(event, Role.APPLICATIONS)) {
                application(event);
            }
        }
        return exited ? Optional.of(List.copyOf(applications)) : Optional.empty();
    }

    private boolean isIn(Event event, Role role) {
        return event.register().equals(log.register(role));
    }

    private boolean isAction(Event event, Role role, String text) {
        return event.type() == EV_EFI_ACTION
                && isIn(event, role)
                && event.data() instanceof Action action
                && action.action().equals(text);
    }

    /** Firmware begins to boot once, before the separator. */
    private void call(Event event) {
        if (!log.covered(event)) {
            return;
        }
        if (called) {
            log.problem(Code.DUPLICATE_CALL, event, "firmware began to boot a second time");
        }
        if (separators.isBehind(event)) {
            log.problem(Code.LATE_CALL, event, "firmware began to boot behind the separator");
        }
        called = true;
    }

    /** Applications run after that; those after the end of boot services are none that firmware started. */
    private void application(Event event) {
        Optional<String> path =
                event.data() instanceof ImageLoad load ? load.path().map(DevicePath::text) : Optional.empty();
        if (!called) {
            log.problem(
                    Code.EARLY_APPLICATION,
                    event,
                    path.orElse("an application") + " ran before firmware began to boot");
        } else if (!exited) {
            applications.add(new EfiApplication(event.position(), event.event().digests(), path));
        }
    }
}
