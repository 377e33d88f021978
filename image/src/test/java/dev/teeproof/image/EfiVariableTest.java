package dev.teeproof.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digests are those that stand in the event logs of real machines. */
class EfiVariableTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "SecureBoot, 9dc3a1f80bcec915391dcda5ffbb15e7419f77eab462bbf72b42166fb70d50325e37b36f93537a863769bcf9bedae6fb",
        "PK, 6f2e3cbc14f9def86980f5f66fd85e99d63e69a73014ed8a5633ce56eca5b64b692108c56110e22acadcef58c3250f1b",
        "KEK, d607c0efb41c0d757d69bca0615c3a9ac0b1db06c557d992e906c6b7dee40e0e031640c7bfd7bcd35844ef9edeadc6f9"
    })
    void theGlobalVariablesHaveTheGoldenDigests(String name, String sha384) {
        assertThat(EfiVariable.emptyDigest(EfiVariable.GLOBAL, name)).isEqualTo(Bytes.hex(sha384));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "db, 08a74f8963b337acb6c93682f934496373679dd26af1089cb4eaf0c30cf260a12e814856385ab8843e56a9acea19e127",
        "dbx, 18cc6e01f0c6ea99aa23f8a280423e94ad81d96d0aeb5180504fc0f7a40cb3619dd39bd6a95ec1680a86ed6ab0f9828d"
    })
    void theSecurityDatabasesHaveTheGoldenDigests(String name, String sha384) {
        assertThat(EfiVariable.emptyDigest(EfiVariable.IMAGE_SECURITY_DATABASE, name))
                .isEqualTo(Bytes.hex(sha384));
    }

    @Test
    void theBootVariableIsTheDigestOfItsData() {
        Bytes uiApp = Bytes.hex("090100002c0055006900410070007000000004071400c9bdb87cebf8344faaea3ee4af6516a1"
                + "0406140021aa2c4614760345836e8ab6f46623317fff0400");

        assertThat(uiApp.size()).isEqualTo(62);
        assertThat(Digest.SHA_384.of(uiApp)).isEqualTo(TdxRegisters.BOOT0000);
    }

    @Test
    void theVariableStoreIsTheDocumentedConstant() {
        assertThat(TdxRegisters.CONFIGURATION_VOLUME)
                .isEqualTo(
                        Bytes.hex(
                                "344bc51c980ba621aaa00da3ed7436f7d6e549197dfe699515dfa2c6583d95e6412af21c097d473155875ffd561d6790"));
    }

    @Test
    void separatorAndBootOrderAreDigestsOfZeros() {
        assertThat(Digest.SHA_384.of(Bytes.zeros(4)))
                .isEqualTo(
                        Bytes.hex(
                                "394341b7182cd227c5c6b07ef8000cdfd86136c4292b8e576573ad7ed9ae41019f5818b4b971c9effc60e1ad9f1289f0"));
        assertThat(Digest.SHA_384.of(Bytes.zeros(2)))
                .isEqualTo(
                        Bytes.hex(
                                "1dd6f7b457ad880d840d41c961283bab688e94e4b59359ea45686581e90feccea3c624b1226113f824f315eb60ae0a7c"));
    }
}
