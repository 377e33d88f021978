package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.model.LogMalformation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatDetectionTest {

    private static final String IMA_HEX =
            "0a0000008337fb6f795e193a07c9d0bb44cccba14ae54cb506000000696d612d6e673f000000280000007368613235363a00e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8550f000000626f6f745f61676772656761746500";
    private static final String TLV_HEX =
            "00000000010501000000010703000000250b00000020df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119050000000f000000000104010000000400000000";
    private static final String CBOR_HEX =
            "81a5000501070381a2000b015820df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b8111909050aa20004014400000000";

    static Stream<Arguments> binary() {
        return Stream.of(
                arguments(IMA_HEX, LogFormat.IMA),
                arguments(TLV_HEX, LogFormat.CEL_TLV),
                arguments(CBOR_HEX, LogFormat.CEL_CBOR),
                arguments(CBOR_HEX.substring(2), LogFormat.CEL_CBOR),
                arguments("0400000006000000010000000c00" + "00".repeat(48) + "00000000", LogFormat.AAEL),
                arguments("0000000003000000" + "00".repeat(20) + "11000000" + "00".repeat(17), LogFormat.TCG_SHA1),
                arguments("0000000003000000" + "00".repeat(20) + "25000000" + "00".repeat(37), LogFormat.TCG2));
    }

    @ParameterizedTest
    @MethodSource("binary")
    void binaryLogsAreToldByTheirFirstBytes(String hex, LogFormat format) throws Exception {
        assertThat(FormatDetection.detect(Bytes.hex(hex))).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INIT sha384/00 | NELR",
                "# comment | NELR",
                "[{\"recnum\":0,\"pcr\":7}] | CEL_JSON",
                "{\"mr\":\"00\",\"log\":[]} | CEL_JSON",
                "[{\"imr\":0,\"event_type\":4}] | DSTACK",
                "{\"event\":\"a\",\"payload\":\"\"} | DSTACK_LINES",
                "{\"uefi_event_logs\":[]} | TRUSTEE",
                "10 8337fb6f795e193a07c9d0bb44cccba14ae54cb5 ima-ng sha256:e3b0 boot_aggregate | IMA_ASCII"
            })
    void textIsToldByItsMembers(String text, LogFormat format) throws Exception {
        assertThat(FormatDetection.detect(Bytes.utf8(text))).isEqualTo(format);
    }

    @Test
    void asequenceWithoutRecordNumbersIsSystemds() throws Exception {
        assertThat(FormatDetection.detect(
                        Bytes.utf8("\u001e{\"pcr\":11,\"digests\":[],\"content_type\":\"systemd\"}\n")))
                .isEqualTo(LogFormat.SYSTEMD);
        assertThat(FormatDetection.detect(Bytes.utf8("\u001e{\"recnum\":0,\"pcr\":11}\n")))
                .isEqualTo(LogFormat.CEL_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "hello world", "\u0000\u0001\u0002", "10 zz"})
    void whatIsNoneIsRefusedByName(String text) {
        assertThatThrownBy(() -> FormatDetection.detect(Bytes.utf8(text)))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(LogMalformation.UNKNOWN_FORMAT));
    }

    @Test
    void theAcpiTableIsToldFromTheLog() {
        assertThatThrownBy(() -> FormatDetection.detect(Bytes.utf8("CCEL8")))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.expected()).contains("ACPI table"));
    }

    @Test
    void nothingIsNoLog() {
        assertThatThrownBy(() -> FormatDetection.detect(Bytes.empty()))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(LogMalformation.EMPTY_LOG));
    }

    @ParameterizedTest
    @CsvSource({
        "eventlog/dstack-ccel.bin, TCG2",
        "eventlog/gcp-tpm2.bin, TCG2",
        "eventlog/tpm/debian-10.bin, TCG_SHA1",
        "eventlog/nelr-example.log, NELR",
        "eventlog/trustee/CCEL_data_out.json, TRUSTEE"
    })
    void realLogsAreTold(String file, LogFormat format) throws Exception {
        assertThat(FormatDetection.detect(Bytes.copyOf(Conformance.bytes(file))))
                .isEqualTo(format);
    }
}
