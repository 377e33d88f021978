package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttestationFieldsTest {

    private static final Bytes ACPI_DATA = Bytes.utf8("ACPI DATA");

    @Test
    void theGuestAgentsAttestationIsReadFieldByField() throws Exception {
        Attestation attestation = RealEvidence.guestAgent();
        Platform.Tdx tdx = RealEvidence.tdx(attestation);
        List<TdxEvent> events = tdx.eventLog().events();

        assertThat(tdx.quote().size()).isEqualTo(5010);
        assertThat(Quote.parse(tdx.quote()).trailingBytes()).isEqualTo(70);
        assertThat(events).hasSize(33);
        assertThat(events.stream().map(TdxEvent::imr).filter(imr -> imr == 0)).hasSize(17);
        assertThat(events.stream().map(TdxEvent::imr).filter(imr -> imr == 1)).hasSize(5);
        assertThat(events.stream().map(TdxEvent::imr).filter(imr -> imr == 2)).hasSize(2);
        assertThat(events.stream().map(TdxEvent::imr).filter(imr -> imr == 3)).hasSize(9);
        assertThat(events.get(0))
                .isEqualTo(new TdxEvent(
                        0,
                        0x8000_000bL,
                        Bytes.hex(
                                "cd2312a0d87ef3c4a928df87088969a80b33d7bf3fc584bdde637b09ed808a8d821a56b78a13a6eb506db7578444abbe"),
                        "",
                        events.get(0).eventPayload(),
                        EventLogVersion.V1,
                        Optional.empty()));
        assertThat(events.get(0).eventPayload().size()).isEqualTo(42);
        assertThat(events.get(0).eventPayload().slice(0, 9)).isEqualTo(Bytes.utf8("\tTdxTable"));
        assertThat(events.get(24))
                .isEqualTo(new TdxEvent(
                        3,
                        0x08000001L,
                        Bytes.hex(
                                "f9974020ef507068183313d0ca808e0d1ca9b2d1ad0c61f5784e7157c362c06536f5ddacdad4451693f48fcc72fff624"),
                        "system-preparing",
                        Bytes.empty(),
                        EventLogVersion.V1,
                        Optional.empty()));
        assertThat(events.stream().filter(TdxEvent::isAcpiMarker))
                .extracting(TdxEvent::event)
                .containsExactly("", "", "");
    }

    @Test
    void theGuestAgentsRuntimeEventsAreRead() throws Exception {
        Stack stack = RealEvidence.guestAgent().stack();
        List<RuntimeEvent> events = stack.runtimeEvents().events();

        assertThat(names(stack))
                .containsExactly(
                        "system-preparing",
                        "app-id",
                        "compose-hash",
                        "instance-id",
                        "boot-mr-done",
                        "os-image-hash",
                        "key-provider",
                        "storage-fs",
                        "system-ready");
        assertThat(events.get(1).payload()).isEqualTo(Bytes.hex("5bb4ff9a3837357f19dc176407a5709c62eb6c56"));
        assertThat(events.get(2).payload())
                .isEqualTo(Bytes.hex("c143116fef3940e7f776bfc0919c256232ae5338a6e948c96b711e0b2383483a"));
        assertThat(events.get(3).payload()).isEqualTo(Bytes.hex("1691ed1b47506cad7d08834668691d88246f5b1f"));
        assertThat(events.get(5).payload())
                .isEqualTo(Bytes.hex("e61be43dd1cc6a6f5edefd7c51b608983780839b0000ce60dd99737dcffe09b9"));
        assertThat(events.get(6).payload().size()).isEqualTo(204);
        assertThat(events.get(7).payload()).isEqualTo(Bytes.utf8("zfs"));
        assertThat(stack.reportData()).isEqualTo(Bytes.zeros(64));
        assertThat(Bytes.utf8(stack.config()).size()).isEqualTo(553);
        assertThat(stack.config()).startsWith("{\"kms_urls\":[\"https://kms");
        assertThat(stack.reportDataPayload()).isEmpty();
    }

    @Test
    void theGuestAgentsConfigurationIdCommitsItsComposeHash() throws Exception {
        TdReport report = RealEvidence.report(RealEvidence.guestAgent());

        assertThat(report.mrConfigId())
                .isEqualTo(Bytes.concat(
                        Bytes.hex("01c143116fef3940e7f776bfc0919c256232ae5338a6e948c96b711e0b2383483a"),
                        Bytes.zeros(15)));
        assertThat(report.mrTd())
                .isEqualTo(
                        Bytes.hex(
                                "e53236d44a074bc78e784cdfa1a2c858a5f6b53afc1b60d8f079662314978b64241b646d8498dd767d5ea48e1e115822"));
        assertThat(report.teeTcbSvn().toHex()).startsWith("0b010400");
        assertThat(report.mrSignerSeam().isZero()).isTrue();
    }

    @Test
    void theLiteAttestationIsReadFieldByField() throws Exception {
        Attestation attestation = RealEvidence.lite();
        Platform.Tdx tdx = RealEvidence.tdx(attestation);
        List<TdxEvent> events = tdx.eventLog().events();

        assertThat(tdx.quote().size()).isEqualTo(5006);
        assertThat(events).hasSize(12);
        assertThat(events.subList(0, 3))
                .containsExactly(
                        marker(
                                "acpi-loader",
                                "095d04cf26fe03aef6e3561fa24c1aa1cea93f4aeaf563b1f9f7616184c53454875925759434769cec2490acb563a337"),
                        marker(
                                "acpi-rsdp",
                                "8d9a4d4777a1bc77ecd9d8d37a4628129a80052a510320159a20a923bd07a0e90d8d1f2e1ebf088992b25f0d0fa672ef"),
                        marker(
                                "acpi-tables",
                                "3070721e169bc41884724cb0e6b3082e1baf249083d8b389181ba50b9afa951057876c380b8870e8c2facf2eff67a2b6"));
        assertThat(events.subList(3, 12)).allSatisfy(event -> {
            assertThat(event.imr()).isEqualTo(3);
            assertThat(event.isRuntime()).isTrue();
            assertThat(event.digest()).isEqualTo(Bytes.empty());
        });
        assertThat(tdx.eventLog().runtimeEvents()).isEqualTo(attestation.stack().runtimeEvents());
    }

    @Test
    void theLiteStackIsReadFieldByField() throws Exception {
        Stack stack = RealEvidence.lite().stack();
        RuntimeLog log = stack.runtimeEvents();

        assertThat(names(stack)).hasSize(9);
        assertThat(log.events().get(1).payload()).isEqualTo(Bytes.hex("86b0e55f2fa8e4fb69d890f14f54d5612707646e"));
        assertThat(log.events().get(5).event()).isEqualTo("os-image-hash");
        assertThat(log.events().get(5).payload().toHex()).startsWith("07a2388c").endsWith("051d");
        assertThat(stack.reportData())
                .isEqualTo(Bytes.utf8("dip1::secp256k1c-pk:A55pWmteJIJOj8_pI7-pzeDxy1G2q18GDv88HNRdBXkQ"));
        assertThat(Bytes.utf8(stack.config()).size()).isEqualTo(1043);
        assertThat(stack.config()).startsWith("{\"os_image_hash\":\"e6f5cfec").endsWith("\"spec_version\":1}");
    }

    private static TdxEvent marker(String name, String digest) {
        return new TdxEvent(0, 10, Bytes.hex(digest), name, ACPI_DATA, EventLogVersion.V1, Optional.empty());
    }

    private static List<String> names(Stack stack) {
        return stack.runtimeEvents().events().stream().map(RuntimeEvent::event).toList();
    }
}
