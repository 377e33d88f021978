package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dstack.Platform;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The boot log in both of its forms against the registers of the quote. */
class CcelTest {

    private static final TdxBlueprint PLAN = TdxBlueprint.of(7, Instant.parse("2026-06-01T12:00:00Z"));

    private record Entry(long register, long type, Bytes digest, Bytes payload) {}

    private static TdReport report(SimulatedTdx machine) throws MalformedEvidenceException {
        return (TdReport) Quote.parse(machine.quote()).body();
    }

    /** By the crypto agile format of the TCG, written here apart from the simulator. */
    private static List<Entry> parse(Bytes ccel) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(ccel, "ccel");
        assertThat(in.u32le("register")).isEqualTo(1);
        assertThat(in.u32le("type")).isEqualTo(3);
        assertThat(in.take("digest", 20).isZero()).isTrue();
        Bytes specId = in.take("spec id", in.u32le("size"));
        assertThat(specId.slice(0, 16)).isEqualTo(Bytes.utf8("Spec ID Event03\0"));
        assertThat(specId.slice(16, specId.size()))
                .isEqualTo(Bytes.hex("00000000" + "00020002" + "01000000" + "0c003000" + "00"));
        List<Entry> entries = new ArrayList<>();
        while (in.remaining() > 4) {
            long register = in.u32le("register");
            long type = in.u32le("type");
            assertThat(in.u32le("digests")).isEqualTo(1);
            assertThat(in.u16le("algorithm")).isEqualTo(0x000c);
            Bytes digest = in.take("digest", 48);
            entries.add(new Entry(register, type, digest, in.take("payload", in.u32le("size"))));
        }
        assertThat(in.take("end", 4)).isEqualTo(Bytes.hex("ffffffff"));
        return entries;
    }

    @Test
    void itReplaysToTheRegistersOfTheQuote() throws MalformedEvidenceException {
        SimulatedTdx machine = PLAN.build();
        List<Entry> entries = parse(machine.ccel());

        assertThat(entries).hasSize(20);
        for (int i = 0; i < 3; i++) {
            int register = i + 1;
            List<Bytes> digests = entries.stream()
                    .filter(entry -> entry.register() == register)
                    .map(Entry::digest)
                    .toList();
            assertThat(Digest.SHA_384.replay(digests))
                    .isEqualTo(report(machine).rtmrs().get(i));
        }
        assertThat(entries).extracting(Entry::payload).contains(Bytes.utf8("ACPI DATA"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x8000_0000L, 2816L << 20, 64L << 30})
    void aWholeLogReplaysToAllRegisters(long memory) throws MalformedEvidenceException {
        SimulatedTdx machine = PLAN.wholeEventLog().memory(memory).build();
        TdxEventLog log = ((Platform.Tdx) machine.attestation().platform()).eventLog();

        assertThat(log.events())
                .hasSize(28)
                .filteredOn(event -> !event.isRuntime())
                .hasSize(20);
        for (int i = 0; i < 4; i++) {
            assertThat(log.replay(i)).isEqualTo(report(machine).rtmrs().get(i));
        }
    }

    @Test
    void memoryChangesTheFirstRegisterAlone() throws MalformedEvidenceException {
        List<Bytes> small = report(PLAN.build()).rtmrs();
        List<Bytes> large = report(PLAN.memory(64L << 30).build()).rtmrs();

        assertThat(large.get(0)).isNotEqualTo(small.get(0));
        assertThat(large.subList(1, 4)).isEqualTo(small.subList(1, 4));
    }

    @Test
    void aStrippedLogKeepsTheAcpiMarkersAndTheRuntimeEvents() {
        TdxEventLog log = ((Platform.Tdx) PLAN.build().attestation().platform()).eventLog();

        assertThat(log.events()).hasSize(11).filteredOn(TdxEvent::isAcpiMarker).hasSize(3);
        assertThat(log.hasBootEvents()).isFalse();
    }

    @Test
    void theCcelIsThatOfTheImageThatBooted() throws MalformedEvidenceException {
        SimulatedTdx machine = PLAN.bootImage(SimulatedImage.named("another")).build();

        assertThat(machine.ccel()).isNotEqualTo(PLAN.build().ccel());
        List<Bytes> digests = parse(machine.ccel()).stream()
                .filter(entry -> entry.register() == 3)
                .map(Entry::digest)
                .toList();
        assertThat(Digest.SHA_384.replay(digests))
                .isEqualTo(report(machine).rtmrs().get(2));
    }
}
