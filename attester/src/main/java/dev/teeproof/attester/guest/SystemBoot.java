package dev.teeproof.attester.guest;

import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.util.List;

/** Measures what the system measures when it boots, once for each boot, also where it died in the midst of it. */
public final class SystemBoot {

    private SystemBoot() {}

    /**
     * Measures the events that are not in the log yet.
     *
     * @param events the system's, in order
     * @throws MeasurementException {@code LOG_DAMAGED} if the log has begun with others, and any that says why one was not
     *     measured
     */
    public static void measure(GuestLog log, List<RuntimeEvent> events) throws MeasurementException {
        List<RuntimeEvent> measured = log.snapshot().runtime().events();
        int done = Math.min(measured.size(), events.size());
        for (int i = 0; i < done; i++) {
            RuntimeEvent expected = events.get(i);
            RuntimeEvent found = measured.get(i);
            if (!found.event().equals(expected.event()) || !found.payload().equals(expected.payload())) {
                throw new MeasurementException(
                        MeasurementCode.LOG_DAMAGED,
                        "event " + (i + 1) + " of the log is " + found.event() + " " + found.payload()
                                + ", but a boot with"
                                + " this app measures " + expected.event() + " " + expected.payload()
                                + " there: the machine has booted with another app, or a simulated one with another fault");
            }
        }
        for (RuntimeEvent event : events.subList(done, events.size())) {
            log.emit(event.event(), event.payload());
        }
    }
}
