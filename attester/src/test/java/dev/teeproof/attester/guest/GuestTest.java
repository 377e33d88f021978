package dev.teeproof.attester.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.guest.RuntimeEventLog.Snapshot;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.eventlog.dstack.TdxEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestTest {

    private static final Bytes REPORT_DATA = Digest.SHA_512.of(Bytes.utf8("nonce"));

    @TempDir
    private Path directory;

    private Guest guest(int version) throws Exception {
        return Machine.in(directory, Machine.compose(version)).boot();
    }

    private static TdReport report(Attestation attestation) throws Exception {
        return (TdReport)
                Quote.parse(((Platform.Tdx) attestation.platform()).quote()).body();
    }

    private static List<TdxEvent> events(Attestation attestation) {
        return ((Platform.Tdx) attestation.platform()).eventLog().events();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anAttestationIsOfTheMomentAndReplays(int version) throws Exception {
        Guest guest = guest(version);
        ((GuestLog) guest.log()).emit("app-event", Bytes.of(1));

        Attestation attestation = guest.attest(REPORT_DATA, false);

        TdReport report = report(attestation);
        assertThat(report.reportData()).isEqualTo(REPORT_DATA);
        assertThat(attestation.stack().reportData()).isEqualTo(REPORT_DATA);
        for (int i = 0; i < 4; i++) {
            assertThat(((Platform.Tdx) attestation.platform()).eventLog().replay(i))
                    .as("RTMR" + i)
                    .isEqualTo(report.rtmrs().get(i));
        }
        assertThat(attestation.stack().runtimeEvents().replay(Digest.SHA_384))
                .isEqualTo(report.rtmrs().get(3));
        assertThat(attestation.stack().config()).isEqualTo(guest.host().vmConfig());
        assertThat(Attestation.decode(attestation.encode())).isEqualTo(attestation);
    }

    @Test
    void anyEventOfVersionTwoMakesTheAttestationMessagePack() throws Exception {
        assertThat(guest(1).attest(REPORT_DATA, false).encode().at(0)).isZero();
        assertThat(Machine.in(directory.resolve("two"), Machine.compose(2))
                        .boot()
                        .attest(REPORT_DATA, false)
                        .encode()
                        .at(0))
                .isEqualTo(0x83);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void hashInputsAreThoseOfRuntimeEventsAloneAndHashToTheirDigests(int version) throws Exception {
        Attestation attestation = guest(version).attest(REPORT_DATA, true);

        for (TdxEvent event : events(attestation)) {
            assertThat(event.hashInput().isPresent()).as(event.event()).isEqualTo(event.isRuntime());
            assertThat(event.preimage().isPresent()).as(event.event()).isEqualTo(event.isRuntime() && version == 2);
            assertThat(event.digest().size()).isEqualTo(48);
            event.hashInput()
                    .ifPresent(
                            hex -> assertThat(Digest.SHA_384.of(Bytes.hex(hex))).isEqualTo(event.digest()));
        }
        assertThat(events(attestation).stream().filter(TdxEvent::isRuntime)).hasSize(9);
    }

    /** SCALE has no place for them. */
    @Test
    void withHashInputsAnAttestationOfVersionOneHasTheSameBytesButTheQuote() throws Exception {
        Guest guest = guest(1);

        Bytes without = guest.attest(REPORT_DATA, false).encode();
        Bytes with = guest.attest(REPORT_DATA, true).encode();

        // Signatures are deterministic (RFC 6979), so even the quotes are the same.
        assertThat(with).isEqualTo(without);
    }

    @Test
    void besideAQuoteBootEventsHaveNoPayloadsButTheAcpiMarkersAndRuntimeEventsAreWhole() throws Exception {
        Attestation attestation = guest(1).attest(REPORT_DATA, false);

        List<TdxEvent> beside =
                ((Platform.Tdx) attestation.platform()).eventLog().besideQuote().events();

        assertThat(beside.stream().filter(event -> !event.isRuntime() && !event.isAcpiMarker()))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.eventPayload()).isEqualTo(Bytes.empty()))
                .allSatisfy(event -> assertThat(event.digest().size()).isEqualTo(48));
        assertThat(beside.stream().filter(TdxEvent::isAcpiMarker))
                .extracting(TdxEvent::event)
                .containsExactly("acpi-loader", "acpi-rsdp", "acpi-tables");
        assertThat(beside.stream().filter(TdxEvent::isRuntime))
                .isEqualTo(
                        events(attestation).stream().filter(TdxEvent::isRuntime).toList());
    }

    /** Between the log and the quote somebody measures. */
    @Test
    void evidenceIsTakenAgainWhereSomebodyMeasuredInBetween() throws Exception {
        Machine machine = Machine.in(directory, Machine.compose(2));
        GuestLog log = machine.log();
        SystemBoot.measure(log, BootTimeEvents.of(machine.compose(), machine.identity(), Bytes.zeros(32)));
        AtomicBoolean measured = new AtomicBoolean();
        Guest guest = Guest.of(
                new InterruptedTee(machine.tee(), () -> {
                    if (!measured.getAndSet(true)) {
                        log.emit("in-between", Bytes.of(1));
                    }
                }),
                log,
                machine.compose(),
                machine.host(),
                attestation -> attestation);

        Attestation attestation = guest.attest(REPORT_DATA, false);

        assertThat(measured).isTrue();
        assertThat(attestation.stack().runtimeEvents().events().getLast().event())
                .isEqualTo("in-between");
        assertThat(attestation.stack().runtimeEvents().replay(Digest.SHA_384))
                .isEqualTo(report(attestation).rtmrs().get(3));
    }

    @Test
    void whatTheGuestSaysOfItselfIsWhatItMeasured() throws Exception {
        Guest guest = guest(2);
        Snapshot snapshot = guest.log().snapshot();

        GuestInfo info = GuestInfo.of(guest);

        assertThat(info.app().composeHash()).isEqualTo(guest.compose().composeHash());
        assertThat(info.app().appId()).isEqualTo(guest.compose().appId());
        assertThat(info.app().instanceId().size()).isEqualTo(20);
        assertThat(info.deviceId()).isEqualTo(Digest.SHA_256.of());
        JsonObject tcbInfo = Json.readObject(Bytes.utf8(info.tcbInfo("{é}")), "tcb_info");
        assertThat(tcbInfo.members().keySet())
                .containsExactly(
                        "mrtd",
                        "rtmr0",
                        "rtmr1",
                        "rtmr2",
                        "rtmr3",
                        "mr_aggregated",
                        "os_image_hash",
                        "compose_hash",
                        "device_id",
                        "app_compose",
                        "event_log");
        assertThat(tcbInfo.hex("rtmr3", 48)).isEqualTo(snapshot.rtmr3());
        assertThat(tcbInfo.string("app_compose")).isEqualTo("{é}");
        assertThat(tcbInfo.array("event_log").elements())
                .hasSize(info.eventLog().events().size());
        assertThat(Optional.of(info.osImageHash().size())).contains(32);
    }
}
