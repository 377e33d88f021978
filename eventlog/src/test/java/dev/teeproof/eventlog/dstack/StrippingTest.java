package dev.teeproof.eventlog.dstack;

import static dev.teeproof.crypto.Digest.SHA_384;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V1;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StrippingTest {

    private static final Bytes DIGEST = Bytes.hex("11".repeat(48));
    private static final Bytes ACPI_DATA = Bytes.hex("414350492044415441");

    private static final TdxEvent MARKER = event(0, 10, DIGEST, "acpi-rsdp", ACPI_DATA);
    private static final TdxEvent BOOT = event(0, 0x8000_000bL, DIGEST, "", Bytes.hex("01"));
    private static final TdxEvent KERNEL = event(1, 0x8000_0003L, DIGEST, "", Bytes.hex("02"));
    private static final TdxEvent NATIVE = event(3, 0x8000_0003L, DIGEST, "native", Bytes.hex("03"));
    private static final TdxEvent RUNTIME =
            new TdxEvent(3, 0x08000001L, DIGEST, "app-id", Bytes.hex("aabb"), V2, Optional.of("7b7d"));

    @Test
    void aRuntimeEventLosesItsDigestAlone() {
        assertThat(RUNTIME.stripped())
                .isEqualTo(new TdxEvent(
                        3, 0x08000001L, Bytes.empty(), "app-id", Bytes.hex("aabb"), V2, Optional.of("7b7d")));
    }

    @Test
    void anyOtherEventLosesItsPayloadAlone() {
        assertThat(NATIVE.stripped()).isEqualTo(event(3, 0x8000_0003L, DIGEST, "native", Bytes.empty()));
    }

    @Test
    void theTypeAloneMakesARuntimeEvent() {
        TdxEvent elsewhere = event(0, 0x08000001L, DIGEST, "app-id", Bytes.hex("aabb"));

        assertThat(elsewhere.isRuntime()).isTrue();
        assertThat(elsewhere.stripped().digest()).isEqualTo(Bytes.empty());
        assertThat(new TdxEventLog(List.of(elsewhere)).runtimeEvents().events())
                .containsExactly(new RuntimeEvent("app-id", Bytes.hex("aabb"), V1));
        assertThat(NATIVE.isRuntime()).isFalse();
        assertThatThrownBy(NATIVE::toRuntime).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAcpiMarkerIsOneByRegisterTypeAndPayload() {
        assertThat(MARKER.isAcpiMarker()).isTrue();
        assertThat(event(1, 10, DIGEST, "acpi-rsdp", ACPI_DATA).isAcpiMarker()).isFalse();
        assertThat(event(0, 11, DIGEST, "acpi-rsdp", ACPI_DATA).isAcpiMarker()).isFalse();
        assertThat(event(0, 10, DIGEST, "acpi-rsdp", Bytes.utf8("ACPI DATA\0")).isAcpiMarker())
                .isFalse();
        assertThat(event(0, 10, DIGEST, "acpi-rsdp", Bytes.utf8("ACPI DAT")).isAcpiMarker())
                .isFalse();
        assertThat(event(0, 10, DIGEST, "", ACPI_DATA).isAcpiMarker()).isTrue();
    }

    @Test
    void certificatesCarryMarkersAndTheStrippedEventsOfTheFourthRegisterInOrder() {
        TdxEventLog log = new TdxEventLog(List.of(RUNTIME, BOOT, MARKER, KERNEL, NATIVE));

        assertThat(log.liteStripped().events()).containsExactly(RUNTIME.stripped(), MARKER, NATIVE.stripped());
    }

    @Test
    void aRuntimeEventOfAnotherRegisterIsDropped() {
        TdxEvent elsewhere = event(2, 0x08000001L, DIGEST, "app-id", Bytes.empty());

        assertThat(new TdxEventLog(List.of(elsewhere)).liteStripped().events()).isEmpty();
    }

    @Test
    void strippingTwiceIsStrippingOnce() {
        TdxEventLog once = new TdxEventLog(List.of(RUNTIME, BOOT, MARKER, NATIVE)).liteStripped();

        assertThat(once.liteStripped()).isEqualTo(once);
        assertThat(once.hasBootEvents()).isFalse();
    }

    @Test
    void aLogIsWholeWhereItHasBootEventsBesidesTheMarkers() {
        assertThat(new TdxEventLog(List.of(MARKER, BOOT, RUNTIME)).hasBootEvents())
                .isTrue();
        assertThat(new TdxEventLog(List.of(MARKER, KERNEL)).hasBootEvents()).isTrue();
        assertThat(new TdxEventLog(List.of(MARKER, RUNTIME, NATIVE)).hasBootEvents())
                .isFalse();
    }

    @Test
    void replayRecomputesRuntimeDigestsAndTakesOthersAsStored() {
        Bytes runtimeDigest = RUNTIME.toRuntime().digest(SHA_384);

        assertThat(RUNTIME.effectiveDigest()).isEqualTo(runtimeDigest).isNotEqualTo(DIGEST);
        assertThat(NATIVE.effectiveDigest()).isEqualTo(DIGEST);
        assertThat(new TdxEventLog(List.of(BOOT, RUNTIME, MARKER, NATIVE)).replay(3))
                .isEqualTo(SHA_384.replay(List.of(runtimeDigest, DIGEST)));
        assertThat(new TdxEventLog(List.of(RUNTIME.stripped())).replay(3))
                .isEqualTo(new TdxEventLog(List.of(RUNTIME)).replay(3));
    }

    private static TdxEvent event(long imr, long type, Bytes digest, String name, Bytes payload) {
        return new TdxEvent(imr, type, digest, name, payload, V1, Optional.empty());
    }
}
