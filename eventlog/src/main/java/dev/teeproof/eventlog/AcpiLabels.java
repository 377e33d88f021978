package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import java.util.List;

/**
 * Names the three events in which OVMF measures what QEMU hands it for ACPI: EV_PLATFORM_CONFIG_FLAGS {@code ACPI DATA} of
 * RTMR0, in order of appearance. A fourth, and every other event, has no name; so has a log of PCRs. The order tells which is
 * which, nothing authenticates it but the replay.
 */
public final class AcpiLabels {

    /** In order of appearance. */
    public static final List<String> ALL = List.of("acpi-loader", "acpi-rsdp", "acpi-tables");

    private static final Bytes ACPI_DATA = Bytes.utf8("ACPI DATA");
    private static final CcMr RTMR0 = new CcMr(1);

    private int seen;

    /** The name of the next event of a log; empty for one without. */
    public String next(LogRecord record) {
        boolean acpi = record.register().canonical().equals(RTMR0)
                && record.content() instanceof PcClient event
                && event.eventType() == EventType.EV_PLATFORM_CONFIG_FLAGS
                && event.data().equals(ACPI_DATA);
        return acpi && seen < ALL.size() ? ALL.get(seen++) : "";
    }
}
