package dev.teeproof.attester.tee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CcelFileTest {

    @TempDir
    private Path root;

    private TeeBackend machineWith(Bytes area) throws Exception {
        Path file = Files.createDirectories(root.resolve("sys/firmware/acpi/tables/data"))
                .resolve("CCEL");
        Files.write(file, area.toArray());
        return new LinuxTdx(root, Guests.NAMES, Guests.NO_PAUSE);
    }

    /** The area of real machines is larger than their logs; what is behind them says nothing. */
    @ParameterizedTest(name = "{0}, filled with {1}")
    @CsvSource({
        "dstack-ccel.bin, 255, 18",
        "dstack-ccel.bin, 0, 18",
        "trustee/CCEL_data, 0, 5",
        "trustee/CCEL_data_ovmf, 255, 20"
    })
    void theAreaOfARealMachineIsHandedOnWholeAndItsLogReadToTheSameRegisters(String file, int fill, int records)
            throws Exception {
        Bytes real = Bytes.copyOf(Conformance.bytes("eventlog/" + file));
        EventLog expected = EventLog.read(real);
        int end = real.size();
        while (end > 0 && real.at(end - 1) == 0xff) {
            end--;
        }
        Bytes area = Bytes.concat(real.slice(0, end), Bytes.ofRepeated(fill, Math.max(256 << 10, real.size()) - end));

        Bytes found = machineWith(area).bootLog().orElseThrow();

        assertThat(found).isEqualTo(area);
        EventLog log = EventLog.read(found);
        assertThat(log.records()).isEqualTo(expected.records()).hasSize(records);
        assertThat(log.replay()).isEqualTo(expected.replay());
        assertThat(log.replay().value(new Rtmr(0), HashAlgorithm.SHA384)).isPresent();
    }

    @Test
    void theSimulatedFirmwaresLogReplaysToTheSimulatedQuote() throws Exception {
        SimulatedTdx machine = TdxBlueprint.of(1, Guests.AT).build();
        FakeKernel kernel = Guests.tdx(machine.quote()).file(FakeKernel.CCEL, machine.ccel());
        LinuxTdx backend = Guests.linuxTdx(kernel);

        EventLog log = EventLog.read(backend.bootLog().orElseThrow());

        TdReport report = (TdReport) Quote.parse(machine.quote()).body();
        for (int i = 0; i < 3; i++) {
            assertThat(log.replay().value(new Rtmr(i), HashAlgorithm.SHA384))
                    .contains(report.rtmrs().get(i));
        }
    }

    @Test
    void aFirmwareWithoutALogHasNone() throws Exception {
        assertThat(new LinuxTdx(root, Guests.NAMES, Guests.NO_PAUSE).bootLog()).isEmpty();
        assertThat(Guests.linuxTdx(Guests.tdx()).bootLog()).isEmpty();
    }

    @Test
    void anAreaIsReadUpToSixteenMebibytes() throws Exception {
        Bytes largest = Bytes.ofRepeated(0xff, 16 << 20);
        assertThat(machineWith(largest).bootLog()).contains(largest);

        TeeBackend larger = machineWith(Bytes.ofRepeated(0xff, (16 << 20) + 1));
        assertThat(TeeRefusal.of(Code.UNEXPECTED, larger::bootLog))
                .isEqualTo(root + "/sys/firmware/acpi/tables/data/CCEL has more than 16777216 bytes");
    }

    @Test
    void anInterruptedThreadReadsTheAreaAndStaysInterrupted() throws Exception {
        TeeBackend machine = machineWith(Bytes.zeros(100_000));
        Thread.currentThread().interrupt();
        Optional<Bytes> found = machine.bootLog();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(found).contains(Bytes.zeros(100_000));
    }

    @Test
    void anAreaThatCannotBeReadIsNotTakenForNone() throws Exception {
        Files.createDirectories(root.resolve("sys/firmware/acpi/tables/data/CCEL"));
        LinuxTdx machine = new LinuxTdx(root, Guests.NAMES, Guests.NO_PAUSE);

        assertThat(TeeRefusal.of(Code.IO, machine::bootLog))
                .startsWith("the boot log " + root
                        + "/sys/firmware/acpi/tables/data/CCEL cannot be read; that may be for root alone: ");
    }
}
