package dev.teeproof.eventlog.claims;

import dev.teeproof.eventlog.claims.FirmwareProblem.Code;
import dev.teeproof.eventlog.data.Binding;
import dev.teeproof.eventlog.data.Bindings;
import dev.teeproof.eventlog.data.EventData;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.ArrayList;
import java.util.List;

/** The extended TCG events of one log, and what was found to be wrong with them so far. */
final class FirmwareLog {

    /** What firmware and boot loaders measure, and where: a PCR of a TPM, or a CC measurement register. */
    enum Role {
        FIRMWARE(0, 0),
        DRIVERS(2, 2),
        SECURE_BOOT(7, 1),
        APPLICATIONS(4, 2),
        EXIT_BOOT_SERVICES(5, 2),
        GRUB_COMMANDS(8, 3),
        GRUB_FILES(9, 3);

        private final int pcr;
        private final int ccMr;

        Role(int pcr, int ccMr) {
            this.pcr = pcr;
            this.ccMr = ccMr;
        }
    }

    /**
     * One event.
     *
     * @param position of its record in the log, from 0
     */
    record Event(long position, RegisterIndex register, long type, LogRecord event, EventData data) {}

    private final List<Event> events = new ArrayList<>();
    private final List<FirmwareProblem> problems = new ArrayList<>();
    private final Bindings bindings = new Bindings();
    private final boolean confidential;

    FirmwareLog(List<LogRecord> records) {
        confidential = records.stream().anyMatch(event -> event.register().canonical() instanceof CcMr);
        long position = 0;
        for (LogRecord event : records) {
            if (event.content() instanceof PcClient tcg && tcg.eventType() != EventType.EV_NO_ACTION) {
                EventData data = EventData.decode(tcg.eventType(), tcg.data(), LogLimits.DEFAULT);
                events.add(new Event(position, event.register().canonical(), tcg.eventType(), event, data));
            }
            position++;
        }
    }

    /** Whether the log is about CC measurement registers, and not about a TPM's. */
    boolean isConfidential() {
        return confidential;
    }

    RegisterIndex register(Role role) {
        return confidential ? new CcMr(role.ccMr) : new Pcr(role.pcr);
    }

    /** The events of one or more roles, in the order of the log. */
    List<Event> events(Role... roles) {
        List<RegisterIndex> registers = new ArrayList<>();
        for (Role role : roles) {
            registers.add(register(role));
        }
        return events.stream()
                .filter(event -> registers.contains(event.register))
                .toList();
    }

    List<Event> all() {
        return List.copyOf(events);
    }

    /** Whether the digest covers what the event says; a problem otherwise. */
    boolean covered(Event event) {
        Binding binding = bindings.of(event.event);
        if (!binding.isBound()) {
            problem(Code.NOT_COVERED, event, EventType.name(event.type) + ": " + binding.rule());
        }
        return binding.isBound();
    }

    void problem(Code code, Event event, String words) {
        problems.add(new FirmwareProblem(code, event.position, event.register + ": " + words));
    }

    void problem(Code code, String words) {
        problems.add(new FirmwareProblem(code, -1, words));
    }

    List<FirmwareProblem> problems() {
        return List.copyOf(problems);
    }
}
