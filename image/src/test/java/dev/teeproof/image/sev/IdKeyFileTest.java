package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.EcCurve;
import dev.teeproof.crypto.EcPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdKeyFileTest {

    private static final String POINT =
            "b20fd1a1c2bd2b65183a76e2390ac805f6d8e5e2af725e5a8e93cf87ec029f9d45eb326b04b92beb714e14fa986f8a9a"
                    + "2c94a0b8ab30cc76352675944876891e954ff6ef5826a6231ba6d6d7f6ebfb68ce330e1e59394efb7080883ddc69364b";

    static final IdKey KEY = new IdKey(
            new EcPublicKey(EcCurve.P_384, Bytes.hex(POINT.substring(0, 96)), Bytes.hex(POINT.substring(96))));

    private static final String ALGORITHM = "301006072a8648ce3d020106052b81040022";
    private static final String PUBLIC = "3076" + ALGORITHM + "03620004" + POINT;
    private static final String SECRET = "0430" + "5a".repeat(48);
    private static final String WITH_POINT = "a164" + "03620004" + POINT;
    private static final String EC_PRIVATE = "3081a4020101" + SECRET + "a00706052b81040022" + WITH_POINT;
    private static final String PRIVATE = "3081b6020100" + ALGORITHM + "04819e" + "30819b020101" + SECRET + WITH_POINT;

    private static String pem(String label, String der) {
        return "-----BEGIN " + label + "-----\n" + Base64Text.encode(Bytes.hex(der)) + "\n-----END " + label
                + "-----\n";
    }

    @Test
    void aPublicKey() throws Exception {
        assertThat(IdKeyFile.read(Bytes.utf8(pem("PUBLIC KEY", PUBLIC)))).isEqualTo(KEY);
    }

    @Test
    void aPrivateKeyInEitherForm() throws Exception {
        assertThat(IdKeyFile.read(Bytes.utf8(pem("EC PRIVATE KEY", EC_PRIVATE))))
                .isEqualTo(KEY);
        assertThat(IdKeyFile.read(Bytes.utf8(pem("PRIVATE KEY", PRIVATE)))).isEqualTo(KEY);
    }

    @Test
    void theNameOfTheCurveMayStandInFront() throws Exception {
        String parameters = pem("EC PARAMETERS", "06052b81040022");

        assertThat(IdKeyFile.read(Bytes.utf8(parameters + pem("EC PRIVATE KEY", EC_PRIVATE))))
                .isEqualTo(KEY);
    }

    @Test
    void aCertificate() throws Exception {
        Bytes der = Bytes.copyOf(Conformance.bytes("snp/milan-v2.vcek.der"));
        String pem = pem("CERTIFICATE", der.toHex());
        IdKey key = IdKeyFile.read(Bytes.utf8(pem));

        assertThat(der.toHex())
                .contains("03620004" + key.point().x() + key.point().y());
    }

    @ParameterizedTest(name = "{0}: {1} as {2}")
    @CsvSource({
        "PUBLIC KEY, 2b81040022, 2b81040023, UNSUPPORTED",
        "PUBLIC KEY, 2a8648ce3d0201, 2a8648ce3d0202, UNSUPPORTED",
        "PUBLIC KEY, 620004b2, 620004b3, BAD_VALUE",
        "PUBLIC KEY, 620004b2, 620003b2, BAD_VALUE",
        "PUBLIC KEY, 36, 3600, TRAILING_BYTES",
        "EC PRIVATE KEY, 2b81040022, 2b81040023, UNSUPPORTED",
        "EC PRIVATE KEY, 020101, 020102, BAD_VALUE",
        "PRIVATE KEY, 2b81040022, 2b81040023, UNSUPPORTED",
        "PRIVATE KEY, 620004b2, 620004b3, BAD_VALUE",
    })
    void anythingElseIsRefused(String label, String was, String becomes, Malformation code) {
        String der = switch (label) {
            case "PUBLIC KEY" -> PUBLIC;
            case "PRIVATE KEY" -> PRIVATE;
            default -> EC_PRIVATE;
        };
        String changed = becomes.endsWith("00") && was.length() == 2 ? der + "00" : der.replaceFirst(was, becomes);

        assertThat(fault(pem(label, changed)).code()).isEqualTo(code);
    }

    @Test
    void aPrivateKeyAloneDoesNotSayItsPublicKey() {
        String alone = "303e" + "020101" + SECRET + "a00706052b81040022";

        assertThat(fault(pem("EC PRIVATE KEY", alone)).code()).isEqualTo(Malformation.MISSING);
    }

    @Test
    void oneKeyOfAKnownKindIsTaken() {
        String key = pem("PUBLIC KEY", PUBLIC);

        assertThat(fault(key + key).code()).isEqualTo(Malformation.DUPLICATE);
        assertThat(fault("").code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(fault(pem("ENCRYPTED PRIVATE KEY", PRIVATE)).code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(fault("-----BEGIN PUBLIC KEY-----").code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(fault(" ".repeat((64 << 10) + 1)).code()).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    private static MalformedEvidenceException fault(String pem) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> IdKeyFile.read(Bytes.utf8(pem)));
    }
}
