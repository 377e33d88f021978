package dev.teeproof.eventlog.claims;

import static dev.teeproof.eventlog.model.EventType.*;

import dev.teeproof.eventlog.claims.FirmwareLog.Event;
import dev.teeproof.eventlog.claims.FirmwareLog.Role;
import dev.teeproof.eventlog.claims.FirmwareProblem.Code;
import dev.teeproof.eventlog.data.IplText;
import dev.teeproof.eventlog.data.IplText.Kind;
import dev.teeproof.eventlog.model.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What GRUB measured: commands in PCR 8 and files in PCR 9, or all in CC measurement register 3.
 *
 * @see "GNU GRUB Manual, section Measured Boot"
 */
final class GrubRules {

    private final FirmwareLog log;
    private final List<IplText> commands = new ArrayList<>();
    private final List<GrubState.File> files = new ArrayList<>();

    GrubRules(FirmwareLog log) {
        this.log = log;
    }

    GrubState read() {
        for (Event event : log.events(Role.GRUB_COMMANDS)) {
            commandEvent(event);
        }
        if (!log.isConfidential()) {
            log.events(Role.GRUB_FILES).forEach(this::fileEvent);
        }
        if (commands.isEmpty() && files.isEmpty()) {
            log.problem(Code.NO_GRUB_MEASUREMENTS, "nothing that GRUB measured");
        }
        return new GrubState(commands, files);
    }

    /** Tags are the kernel's own; in a register of a confidential guest shim and GRUB's files stand between the commands. */
    private void commandEvent(Event event) {
        if (event.type() == EV_EVENT_TAG) {
            return;
        }
        if (event.type() != EV_IPL) {
            log.problem(Code.UNEXPECTED_EVENT, event, EventType.name(event.type()));
        } else if (event.data() instanceof IplText text && text.isCommand()) {
            if (log.covered(event)) {
                commands.add(text);
            }
        } else if (!log.isConfidential()) {
            log.problem(Code.UNEXPECTED_EVENT, event, event.data().text());
        }
    }

    private void fileEvent(Event event) {
        if (event.type() == EV_IPL) {
            String name = event.data() instanceof IplText text ? text.whole() : "";
            files.add(new GrubState.File(event.position(), event.event().digests(), name));
        }
    }

    /** The one command line for a kernel. */
    Optional<String> kernelCommandLine() {
        List<String> lines = commands.stream()
                .filter(command -> command.kind() == Kind.KERNEL_COMMAND_LINE)
                .map(IplText::said)
                .toList();
        if (lines.size() > 1) {
            log.problem(Code.SEVERAL_COMMAND_LINES, lines.size() + " command lines for a kernel");
        }
        return lines.size() == 1 ? Optional.of(lines.get(0)) : Optional.empty();
    }
}
