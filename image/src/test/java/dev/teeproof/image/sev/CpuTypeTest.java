package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTypeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "EPYC, 0x00800F12",
        "EPYC-v1, 0x00800F12",
        "EPYC-v2, 0x00800F12",
        "EPYC-v3, 0x00800F12",
        "EPYC-v4, 0x00800F12",
        "EPYC-IBPB, 0x00800F12",
        "EPYC-Rome, 0x00830F10",
        "EPYC-Rome-v1, 0x00830F10",
        "EPYC-Rome-v2, 0x00830F10",
        "EPYC-Rome-v3, 0x00830F10",
        "EPYC-Milan, 0x00A00F11",
        "EPYC-Milan-v1, 0x00A00F11",
        "EPYC-Milan-v2, 0x00A00F11",
        "EPYC-Genoa, 0x00A10F10",
        "EPYC-Genoa-v1, 0x00A10F10",
        "EPYC-Turin, 0x00B00F00",
        "' epyc-mILAN\t', 0x00A00F11",
    })
    void namesStandForSignatures(String name, String signature) throws Exception {
        assertThat(CpuType.named(name, "type").signature()).isEqualTo(Long.decode(signature));
    }

    @ParameterizedTest(name = "{0}/{1}/{2}")
    @CsvSource({
        "23, 1, 2, 0x00800F12",
        "23, 49, 0, 0x00830F10",
        "25, 1, 1, 0x00A00F11",
        "25, 17, 0, 0x00A10F10",
        "26, 0, 0, 0x00B00F00",
        "15, 0, 0, 0x00000F00",
        "6, 255, 15, 0x000F06FF",
        "270, 255, 15, 0x0FFF0FFF",
    })
    void processorsHaveSignatures(int family, int model, int stepping, String signature) throws Exception {
        assertThat(CpuType.of(family, model, stepping).signature()).isEqualTo(Long.decode(signature));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "EPYC-v5", "EPYC-Rome-v4", "EPYC-Genoa-v2", "EPYC-Turin-v1", "Milan", "EPYC-v4x", "host"})
    void otherNamesAreRefused(String name) {
        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> CpuType.named(name, "vcpu_type"));

        assertThat(fault.code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(fault.path()).isEqualTo("vcpu_type");
        assertThat(fault.expected()).contains("EPYC-IBPB").contains("EPYC-Turin");
    }

    @ParameterizedTest(name = "{0}/{1}/{2}")
    @CsvSource({
        "-1, 0, 0, vcpu_family",
        "271, 0, 0, vcpu_family",
        "25, 256, 0, vcpu_model",
        "25, -1, 0, vcpu_model",
        "25, 1, 16, vcpu_stepping",
        "25, 1, -1, vcpu_stepping"
    })
    void numbersThatNoProcessorHasAreRefused(int family, int model, int stepping, String path) {
        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> CpuType.of(family, model, stepping));

        assertThat(fault.code()).isEqualTo(Malformation.BAD_VALUE);
        assertThat(fault.path()).isEqualTo(path);
    }

    @Test
    void aSignatureHas32Bits() {
        assertThatThrownBy(() -> new CpuType(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CpuType(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
