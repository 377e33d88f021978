package dev.teeproof.eventlog.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.eventlog.data.Binding.Kind;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealBindingTest {

    /** How many events of each log are bound by which rule. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                RealLogs.ALIBABA + "|EV_IPL|BOUND|the text behind the prefix with its NUL|52",
                RealLogs.ALIBABA + "|EV_IPL|BOUND|the text behind the prefix without NUL|1",
                RealLogs.ALIBABA + "|EV_IPL|OPAQUE|the digest covers something that is not in the log|5",
                RealLogs.ALIBABA + "|EV_EVENT_TAG|BOUND|the event data|2",
                RealLogs.ALIBABA + "|EV_EFI_VARIABLE_BOOT|BOUND|the variable's data alone, not its name|7",
                RealLogs.ALIBABA + "|EV_EFI_BOOT_SERVICES_APPLICATION|OPAQUE|the digest covers something that is not in"
                        + " the log|2",
                RealLogs.TD_SHIM + "|EV_SEPARATOR|BOUND|the event data|2",
                RealLogs.TD_SHIM
                        + "|EV_PLATFORM_CONFIG_FLAGS|OPAQUE|the digest covers something that is not in the log|2",
                RealLogs.OVMF + "|EV_EFI_VARIABLE_DRIVER_CONFIG|BOUND|the event data|5",
                RealLogs.OVMF + "|EV_EVENT_TAG|OPAQUE|the digest covers something that is not in the log|2",
                RealLogs.DSTACK + "|EV_EFI_ACTION|BOUND|the event data|3",
                RealLogs.GCP + "|EV_NO_ACTION|NOT_MEASURED|EV_NO_ACTION is not extended|2",
                RealLogs.GCP + "|EV_IPL|BOUND|the section's name in UTF-8 with its NUL|6",
                RealLogs.GCP + "|EV_IPL|OPAQUE|the digest covers something that is not in the log|6",
                RealLogs.GCP + "|EV_NONHOST_INFO|BOUND|the event data|1",
                RealLogs.RHEL8 + "|EV_IPL|BOUND|the text behind the prefix with its NUL|49",
                RealLogs.RHEL8 + "|EV_IPL|BOUND|the text behind the prefix without NUL|1",
                RealLogs.RHEL8 + "|EV_EFI_VARIABLE_AUTHORITY|BOUND|the event data|2",
                RealLogs.DEBIAN10 + "|EV_EFI_VARIABLE_AUTHORITY|BOUND|the event data without the last byte (shim)|1",
                RealLogs.DEBIAN10 + "|EV_EFI_VARIABLE_AUTHORITY|BOUND|the event data|1",
                RealLogs.ARCH + "|EV_EFI_VARIABLE_BOOT|BOUND|the event data|4",
                RealLogs.ARCH + "|EV_IPL|BOUND|the text in UTF-16 with its NUL|1",
                RealLogs.ARCH + "|EV_S_CRTM_VERSION|BOUND|the event data|1",
                RealLogs.UBUNTU + "|EV_IPL|BOUND|the text behind the prefix without NUL|67",
                RealLogs.UBUNTU + "|EV_IPL|OPAQUE|the digest covers something that is not in the log|11",
                RealLogs.UBUNTU + "|EV_EFI_GPT_EVENT|BOUND|the event data|1"
            })
    void eventsAreBoundByTheirProducersRule(String file, String type, Kind kind, String rule, int count)
            throws Exception {
        Bindings bindings = new Bindings();
        List<LogRecord> bound = RealLogs.read(file).stream()
                .filter(event -> ((PcClient) event.content()).eventType()
                        == EventType.named(type).orElseThrow())
                .filter(event -> bindings.of(event).equals(new Binding(kind, rule)))
                .toList();

        assertThat(bound).hasSize(count);
    }

    @Test
    void nothingInALogOfAHealthyMachineIsAMismatch() throws Exception {
        Bindings bindings = new Bindings();
        for (String file : RealLogs.ALL) {
            assertThat(RealLogs.read(file))
                    .noneMatch(event -> bindings.of(event).kind() == Kind.MISMATCH);
        }
    }
}
