package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.List;

/**
 * The digests of the three ACPI blobs in an event log, found by the labels that newer guests give them, in whatever
 * order. A log without labels is refused rather than guessed at.
 */
public record AcpiEvents(Bytes loader, Bytes rsdp, Bytes tables) {

    private static final String NAME = "event_log";

    public static AcpiEvents select(TdxEventLog log) throws MalformedEvidenceException {
        List<TdxEvent> markers =
                log.events().stream().filter(TdxEvent::isAcpiMarker).toList();
        if (markers.size() != 3) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_LENGTH, NAME, 0, "three events of ACPI DATA, found " + markers.size());
        }
        return new AcpiEvents(
                labelled(markers, "acpi-loader"), labelled(markers, "acpi-rsdp"), labelled(markers, "acpi-tables"));
    }

    private static Bytes labelled(List<TdxEvent> markers, String label) throws MalformedEvidenceException {
        List<Bytes> digests = markers.stream()
                .filter(event -> event.event().equals(label))
                .map(TdxEvent::digest)
                .toList();
        if (digests.size() != 1 || digests.get(0).size() != 48) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, NAME, 0, "one event labelled " + label + " with a SHA-384 digest");
        }
        return digests.get(0);
    }
}
