package dev.teeproof.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TdxMeasurementTest {

    private static final TdxMeasurement REAL = new TdxMeasurement(
            Bytes.hex(RealMeasurement.CMDLINE),
            Bytes.hex(RealMeasurement.KERNEL),
            Bytes.hex(RealMeasurement.INITRD),
            OvmfVariant.PRE_202505,
            Bytes.hex(RealMeasurement.SINGLE_PASS),
            Bytes.hex(RealMeasurement.TWO_PASS),
            Bytes.hex(RealMeasurement.TD_HOB));

    @Test
    void aReleasedImagesDocumentIsReadFieldByField() throws Exception {
        assertThat(RealMeasurement.DOCUMENT.size()).isEqualTo(384);
        assertThat(Digest.SHA_256.of(RealMeasurement.DOCUMENT)).isEqualTo(RealMeasurement.DOCUMENT_HASH);
        assertThat(TdxMeasurement.read(RealMeasurement.DOCUMENT)).isEqualTo(REAL);
    }

    @Test
    void membersMayStandInAnyOrder() throws Exception {
        String reordered = "a36474647666a3" + RealMeasurement.TDVF_MEMBERS + "65696d616765a3"
                + RealMeasurement.IMAGE_MEMBERS + RealMeasurement.VERSION_MEMBER;

        assertThat(TdxMeasurement.read(Bytes.hex(reordered))).isEqualTo(REAL);
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        // "x": [1, {"y": h'00'}]
        String more = RealMeasurement.HEX.replaceFirst("^a3", "a46178" + "8201" + "a1" + "6179" + "4100");

        assertThat(TdxMeasurement.read(Bytes.hex(more))).isEqualTo(REAL);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "6776657273696f6e03, 6776657273696f6e02, UNSUPPORTED, .version",
        "6776657273696f6e03, 6776657273696f6e04, UNSUPPORTED, .version",
        "6776657273696f6e03, 6776657273696f6e6133, WRONG_TYPE, .version",
        "6776657273696f6e03, 6776657273696f6e22, WRONG_TYPE, .version",
        "6776657273696f6e03, 6776657273696f6e1803, NOT_MINIMAL, ''",
        "6776657273696f6e03, 6776657273696f6f03, MISSING, .version",
        "65696d616765, 65696d616766, MISSING, .image",
        "6474647666, 6474647667, MISSING, .tdvf",
        "646d727464, 646d727465, MISSING, .tdvf.mrtd",
        "6674645f686f62, 6674645f686f63, MISSING, .tdvf.td_hob",
        "6e636d646c696e65, 6e636d646c696e66, MISSING, .image.cmdline_sha384",
        "736b65726e656c, 736b65726e656d, MISSING, .image.kernel_authenticode",
        "6d696e69747264, 6d696e69747265, MISSING, .image.initrd_sha384",
        "6b73696e676c65, 6b73696e676c66, MISSING, .tdvf.mrtd.single_pass",
        "6874776f, 6874776e, MISSING, .tdvf.mrtd.two_pass",
        "69707265323032353035, 69707265323032353036, UNSUPPORTED, .tdvf.ovmf",
        "69707265323032353035, 49707265323032353035, WRONG_TYPE, .tdvf.ovmf",
        "69707265323032353035, 6970726532303235ff35, NOT_TEXT, .tdvf.ovmf",
        "646f766d66, 646f766d65, MISSING, .tdvf.ovmf",
        "4c80100904000609020b021010, 83010203, WRONG_TYPE, .tdvf.td_hob",
    })
    void whatIsMissingOrOfAnotherTypeIsRefused(String was, String becomes, Malformation code, String path) {
        assertThat(RealMeasurement.HEX).containsOnlyOnce(was);
        MalformedEvidenceException fault = fault(RealMeasurement.HEX.replace(was, becomes));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("measurement.tdx.cbor" + path);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "7368613338345830" + RealMeasurement.CMDLINE + ", .image.cmdline_sha384",
        "7469636f64655830" + RealMeasurement.KERNEL + ", .image.kernel_authenticode",
        "7368613338345830" + RealMeasurement.INITRD + ", .image.initrd_sha384",
        "5f706173735830" + RealMeasurement.SINGLE_PASS + ", .tdvf.mrtd.single_pass",
        "5f706173735830" + RealMeasurement.TWO_PASS + ", .tdvf.mrtd.two_pass",
    })
    void aDigestHas48Bytes(String member, String path) {
        String shorter = member.replace("5830", "582f");
        MalformedEvidenceException fault =
                fault(RealMeasurement.HEX.replace(member, shorter.substring(0, shorter.length() - 2)));

        assertThat(fault.code()).isEqualTo(Malformation.BAD_LENGTH);
        assertThat(fault.path()).isEqualTo("measurement.tdx.cbor" + path);
    }

    @Test
    void aMemberMayStandOnceOnly() {
        assertThat(fault(RealMeasurement.HEX.replaceFirst("^a3", "a4" + RealMeasurement.VERSION_MEMBER))
                        .code())
                .isEqualTo(Malformation.DUPLICATE);
    }

    @Test
    void nothingMayFollowAndNothingMayLack() {
        assertThat(fault(RealMeasurement.HEX + "00").code()).isEqualTo(Malformation.TRAILING_BYTES);
        assertThat(fault(RealMeasurement.HEX.substring(0, RealMeasurement.HEX.length() - 2))
                        .code())
                .isEqualTo(Malformation.TRUNCATED);
        assertThat(fault("").code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(fault("80").code()).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(fault("bf" + "ff").code()).isEqualTo(Malformation.BAD_VALUE);
    }

    private static MalformedEvidenceException fault(String hex) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> TdxMeasurement.read(Bytes.hex(hex)));
    }
}
