package dev.teeproof.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real machine of 2 GiB under QEMU 8.2.2: its quote carries these registers. */
class TdxRegistersTest {

    private static final long TWO_GIB = 0x8000_0000L;

    private static final AcpiDigests ACPI = new AcpiDigests(
            Bytes.hex(
                    "095d04cf26fe03aef6e3561fa24c1aa1cea93f4aeaf563b1f9f7616184c53454875925759434769cec2490acb563a337"),
            Bytes.hex(
                    "8d9a4d4777a1bc77ecd9d8d37a4628129a80052a510320159a20a923bd07a0e90d8d1f2e1ebf088992b25f0d0fa672ef"),
            Bytes.hex(
                    "3070721e169bc41884724cb0e6b3082e1baf249083d8b389181ba50b9afa951057876c380b8870e8c2facf2eff67a2b6"));

    private static final TdxRegisters REAL = new TdxRegisters(
            Bytes.hex(
                    "fd685522ce791dfef67414614eb07d03fc07a32c5a66f36288b329dab92b724b1564c73d436ffb9ea84488c51ac5a1c5"),
            Bytes.hex(
                    "f8438db36b96f85d8752ff7f24a89ec05c79ec9eda2ba732c897fb970ca429365b7471b1c054cb84f17b1c2b23ba6640"),
            Bytes.hex(
                    "2023546e7f3b9d1228e274f70c44d481162540f8452544520a796a52f06879709b81a824a26792a7822327504b0d2aee"),
            Bytes.hex(
                    "4c1b739ed451a637b0f82642e48a5ea83925d23633c72e7385c8e9aca4175e133ed1625b7d92eb39edf509c27ff392dc"));

    @Test
    void theRegistersOfARealMachineAreComputed() throws Exception {
        assertThat(TdxRegisters.of(document(), MrtdOrder.TWO_PASS, TWO_GIB, ACPI))
                .isEqualTo(REAL);
    }

    @Test
    void theOrderOfPagesChangesMrtdAlone() throws Exception {
        TdxRegisters single = TdxRegisters.of(document(), MrtdOrder.SINGLE_PASS, TWO_GIB, ACPI);

        assertThat(single)
                .isEqualTo(new TdxRegisters(
                        Bytes.hex(RealMeasurement.SINGLE_PASS), REAL.rtmr0(), REAL.rtmr1(), REAL.rtmr2()));
    }

    @Test
    void memoryAndAcpiChangeTheFirstRegisterAlone() throws Exception {
        TdxRegisters more = TdxRegisters.of(document(), MrtdOrder.TWO_PASS, 2 * TWO_GIB, ACPI);
        AcpiDigests swapped = new AcpiDigests(ACPI.rsdp(), ACPI.loader(), ACPI.tables());
        TdxRegisters other = TdxRegisters.of(document(), MrtdOrder.TWO_PASS, TWO_GIB, swapped);

        for (TdxRegisters registers : new TdxRegisters[] {more, other}) {
            assertThat(registers.rtmr0()).isNotEqualTo(REAL.rtmr0());
            assertThat(new TdxRegisters(registers.mrtd(), REAL.rtmr0(), registers.rtmr1(), registers.rtmr2()))
                    .isEqualTo(REAL);
        }
    }

    @Test
    void memoryRangesThatCannotBeReadAreRefused() throws Exception {
        TdxMeasurement document =
                TdxMeasurement.read(Bytes.hex(RealMeasurement.HEX.replace("4c" + RealMeasurement.TD_HOB, "4180")));

        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class, () -> TdxRegisters.of(document, MrtdOrder.TWO_PASS, TWO_GIB, ACPI));
        assertThat(fault.code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(fault.path()).isEqualTo("td_hob.base_page");
    }

    @ParameterizedTest
    @ValueSource(longs = {0x8000_0000L, 0xb000_0000L, 0xb010_0000L, 0xc000_0000L, 0x10_0000_0000L})
    void theKernelDigestHoldsForTwoGibibytesAndFrom2816MebibytesOn(long memorySize) {
        assertThat(TdxRegisters.coversMemorySize(memorySize)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                -1,
                0x4000_0000L,
                0x7ff0_0000L,
                0x7fff_ffffL,
                0x8000_0001L,
                0x8010_0000L,
                0xaff0_0000L,
                0xafff_ffffL,
                0xb000_0001L,
                0xb000_1000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void itHoldsForNoOtherSizeAndForNoneThatIsNotWholeMebibytes(long memorySize) {
        assertThat(TdxRegisters.coversMemorySize(memorySize)).isFalse();
    }

    @Test
    void acpiDigestsHave48Bytes() {
        Bytes good = Bytes.zeros(48);
        Bytes bad = Bytes.zeros(32);

        assertThatThrownBy(() -> new AcpiDigests(bad, good, good)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AcpiDigests(good, bad, good)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AcpiDigests(good, good, bad)).isInstanceOf(IllegalArgumentException.class);
    }

    private static TdxMeasurement document() throws MalformedEvidenceException {
        return TdxMeasurement.read(RealMeasurement.DOCUMENT);
    }
}
