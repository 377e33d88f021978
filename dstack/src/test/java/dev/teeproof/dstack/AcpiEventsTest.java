package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcpiEventsTest {

    private static final TdxEvent LOADER = marker("acpi-loader", "aa".repeat(48));
    private static final TdxEvent RSDP = marker("acpi-rsdp", "bb".repeat(48));
    private static final TdxEvent TABLES = marker("acpi-tables", "cc".repeat(48));

    private static final AcpiEvents EVENTS = new AcpiEvents(LOADER.digest(), RSDP.digest(), TABLES.digest());

    @Test
    void theThreeAreFoundByTheirLabelsInAnyOrder() throws Exception {
        for (List<TdxEvent> order : List.of(
                List.of(LOADER, RSDP, TABLES),
                List.of(LOADER, TABLES, RSDP),
                List.of(RSDP, LOADER, TABLES),
                List.of(RSDP, TABLES, LOADER),
                List.of(TABLES, LOADER, RSDP),
                List.of(TABLES, RSDP, LOADER))) {
            assertThat(AcpiEvents.select(new TdxEventLog(order))).isEqualTo(EVENTS);
        }
    }

    @Test
    void eventsThatAreNoMarkersDoNotCount() throws Exception {
        TdxEvent otherRegister = new TdxEvent(
                1, 10, LOADER.digest(), "acpi-loader", LOADER.eventPayload(), EventLogVersion.V1, Optional.empty());
        TdxEvent otherType = new TdxEvent(
                0, 11, LOADER.digest(), "acpi-loader", LOADER.eventPayload(), EventLogVersion.V1, Optional.empty());
        TdxEvent otherPayload = new TdxEvent(
                0, 10, LOADER.digest(), "acpi-loader", Bytes.empty(), EventLogVersion.V1, Optional.empty());

        assertThat(AcpiEvents.select(
                        new TdxEventLog(List.of(otherRegister, LOADER, otherType, RSDP, otherPayload, TABLES))))
                .isEqualTo(EVENTS);
        assertRefused(Malformation.BAD_LENGTH, otherRegister, RSDP, TABLES);
        assertRefused(Malformation.BAD_LENGTH, otherType, RSDP, TABLES);
        assertRefused(Malformation.BAD_LENGTH, otherPayload, RSDP, TABLES);
    }

    @Test
    void thereMustBeThree() {
        assertRefused(Malformation.BAD_LENGTH);
        assertRefused(Malformation.BAD_LENGTH, LOADER);
        assertRefused(Malformation.BAD_LENGTH, LOADER, RSDP);
        assertRefused(Malformation.BAD_LENGTH, LOADER, RSDP, TABLES, TABLES);
        assertRefused(Malformation.BAD_LENGTH, LOADER, RSDP, TABLES, marker("", "dd".repeat(48)));
    }

    @Test
    void eachLabelMustStandOnce() {
        assertRefused(Malformation.BAD_VALUE, LOADER, RSDP, RSDP);
        assertRefused(Malformation.BAD_VALUE, LOADER, RSDP, marker("", "cc".repeat(48)));
        assertRefused(Malformation.BAD_VALUE, LOADER, RSDP, marker("ACPI-TABLES", "cc".repeat(48)));
        assertRefused(Malformation.BAD_VALUE, marker("", "aa"), marker("", "bb"), marker("", "cc"));
    }

    @Test
    void eachDigestMustHave48Bytes() {
        for (String digest : new String[] {"", "cc".repeat(32), "cc".repeat(47), "cc".repeat(49)}) {
            assertRefused(Malformation.BAD_VALUE, LOADER, RSDP, marker("acpi-tables", digest));
            assertRefused(Malformation.BAD_VALUE, LOADER, marker("acpi-rsdp", digest), TABLES);
            assertRefused(Malformation.BAD_VALUE, marker("acpi-loader", digest), RSDP, TABLES);
        }
    }

    @Test
    void theDigestsOfALiteMachineAreFound() throws Exception {
        AcpiEvents events =
                AcpiEvents.select(RealEvidence.tdx(RealEvidence.lite()).eventLog());

        assertThat(events.loader().toHex()).startsWith("095d04cf26fe03ae");
        assertThat(events.rsdp().toHex()).startsWith("8d9a4d4777a1bc77");
        assertThat(events.tables().toHex()).startsWith("3070721e169bc418");
    }

    @Test
    void olderGuestsLabelNoneAndAreNotGuessedAt() throws Exception {
        for (Attestation older : List.of(RealEvidence.quoteReport(), RealEvidence.guestAgent())) {
            TdxEventLog log = RealEvidence.tdx(older).eventLog();
            assertThat(log.events().stream().filter(TdxEvent::isAcpiMarker)).hasSize(3);
            assertRefused(Malformation.BAD_VALUE, log);
        }
    }

    private static void assertRefused(Malformation code, TdxEvent... events) {
        assertRefused(code, new TdxEventLog(List.of(events)));
    }

    private static void assertRefused(Malformation code, TdxEventLog log) {
        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> AcpiEvents.select(log));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("event_log");
    }

    private static TdxEvent marker(String name, String digest) {
        return new TdxEvent(
                0, 10, Bytes.hex(digest), name, Bytes.utf8("ACPI DATA"), EventLogVersion.V1, Optional.empty());
    }
}
