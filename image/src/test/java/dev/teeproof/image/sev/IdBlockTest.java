package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.EcCurve;
import dev.teeproof.crypto.EcPublicKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdBlockTest {

    @ParameterizedTest
    @CsvSource({
        "B28FLQi9p6cAqipgjFyqawDrrSl7bWioWkWx5mmlWLZ+G5HShKMB/mPE+gdQRn7t, "
                + "B28FLQi9p6cAqipgjFyqawDrrSl7bWioWkWx5mmlWLZ+G5HShKMB/mPE+gdQRn7tAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAwAAAAAA",
        "oU1jg0HlZ0Yo/h4C++3r5eWrT68d1y2JZgaOYVu5nv0T0hSzXCMXFbOOJj3GBZdF, "
                + "oU1jg0HlZ0Yo/h4C++3r5eWrT68d1y2JZgaOYVu5nv0T0hSzXCMXFbOOJj3GBZdFAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAwAAAAAA",
    })
    void blocksOfPublishedTools(String launchDigest, String block) throws Exception {
        IdBlock made = IdBlock.of(Base64Text.decode(launchDigest, "digest"));

        assertThat(made.toBytes()).isEqualTo(Base64Text.decode(block, "block"));
    }

    @Test
    void everyFieldHasItsPlace() {
        IdBlock block = new IdBlock(
                Bytes.ofRepeated(1, 48),
                Bytes.ofRepeated(2, 16),
                Bytes.ofRepeated(3, 16),
                0xffff_fffeL,
                0x80_0000_0003_0000L);

        assertThat(block.toBytes())
                .isEqualTo(Bytes.hex("01".repeat(48) + "02".repeat(16) + "03".repeat(16) + "01000000" + "feffffff"
                        + "0000030000008000"));
    }

    @ParameterizedTest
    @CsvSource({
        "b20fd1a1c2bd2b65183a76e2390ac805f6d8e5e2af725e5a8e93cf87ec029f9d45eb326b04b92beb714e14fa986f8a9a, "
                + "2c94a0b8ab30cc76352675944876891e954ff6ef5826a6231ba6d6d7f6ebfb68ce330e1e59394efb7080883ddc69364b, "
                + "870b7e35c53f8a72d0d322f75ab2af8262792aaf6579622ce4131c3f21f289e77cb0560a5e3b90b3932e674ec709cb14",
        "06811fc62409bf2d9ae51c07423254d893c6c23fbf164af3383b0f813a627e6168d9067a7f4bd97990588c18411210a0, "
                + "32b420a22656d271dcfd4e25668c72fd58bb5f6851fe472f9d160f880b14df4c3623068962cde4d608e737342da912c9, "
                + "63111c34bbfc0a4938f9a009bd074980d8172323e61599c9fd336da8673248e1dca98d0be8f76376a106b8afd4c0a057",
        "f6763e4d2609cf1b2cf22f2cc8b8ca4cf55d470c3c23552c93b168874390dd95cb3fdee847ddf79ff29efbb8803c6d1f, "
                + "ccd7a8d047b9cdc1c750b1190abe6d1dad37a8decb14327b766619f712607cfd0d38853c50da9bcd080b35389c93be3e, "
                + "59fb2c686dfa4fef49f38339aa775c90051c28d57383ddc3baf3b5eb4b1496df3b0dbbdcbae5fe27677a644820773fe2",
        "6270c78bd6904cd1336299a25b98736a71ce92fef07494d72cb28b073c830f9f564af7a5c1c6ffc5a34973d5da45868c, "
                + "863c7930a2c98448a77a10088102e2a95f9308cd3e56b559b7fd3acc88b3cc2a19774348fea2f2c9031191e07187acf5, "
                + "eed81169fb0cb5e0ec34794f128fd4e0c4a46f67c65a1adfa81fcb24bcc088c272369b7ffc3eb2b6af6a4284a1b36c5f",
    })
    void keysOfPublishedToolsHaveTheirDigests(String x, String y, String digest) {
        IdKey key = new IdKey(new EcPublicKey(EcCurve.P_384, Bytes.hex(x), Bytes.hex(y)));

        assertThat(key.structure().size()).isEqualTo(1028);
        assertThat(key.digest()).isEqualTo(Bytes.hex(digest));
    }

    @Test
    void aKeyIsLittleEndianInLongerFields() {
        IdKey key = IdKeyFileTest.KEY;

        assertThat(key.structure().slice(0, 8)).isEqualTo(Bytes.hex("02000000" + "9a8a6f98"));
        assertThat(key.structure().slice(4 + 48, 4 + 72).isZero()).isTrue();
        assertThat(key.structure().at(4 + 47)).isEqualTo(key.point().x().at(0));
        assertThat(key.structure().at(4 + 72 + 47)).isEqualTo(key.point().y().at(0));
        assertThat(key.structure().slice(4 + 72 + 48, 1028).isZero()).isTrue();
    }

    @Test
    void thePageHasSignaturesAndKeysInTheirPlaces() {
        IdKey key = IdKeyFileTest.KEY;
        IdBlock.Signature signature = new IdBlock.Signature(Bytes.ofRepeated(0xa1, 48), Bytes.ofRepeated(0xb2, 48));
        Bytes structure =
                Bytes.hex("a1".repeat(48) + "00".repeat(24) + "b2".repeat(48) + "00".repeat(24) + "00".repeat(368));

        Bytes alone = new IdAuthentication(signature, key, Optional.empty()).toBytes();
        Bytes both = new IdAuthentication(signature, key, Optional.of(new IdAuthentication.Author(signature, key)))
                .toBytes();

        assertThat(alone)
                .isEqualTo(Bytes.concat(
                        Bytes.hex("01000000" + "00000000" + "00".repeat(56)),
                        structure,
                        key.structure(),
                        Bytes.zeros(4096 - 0x644)));
        assertThat(both)
                .isEqualTo(Bytes.concat(
                        Bytes.hex("01000000" + "01000000" + "00".repeat(56)),
                        structure,
                        key.structure(),
                        Bytes.zeros(60),
                        structure,
                        key.structure(),
                        Bytes.zeros(4096 - 0xc84)));
    }

    @Test
    void whatIsNoPointIsNoKey() {
        IdKey key = IdKeyFileTest.KEY;
        Bytes modulus = Bytes.hex(
                "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF");

        assertThatThrownBy(() -> new IdKey(new EcPublicKey(
                        EcCurve.P_384, key.point().y(), key.point().x())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IdKey(new EcPublicKey(EcCurve.P_384, Bytes.zeros(48), Bytes.zeros(48))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IdKey(
                        new EcPublicKey(EcCurve.P_384, modulus, key.point().y())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new IdKey(new EcPublicKey(EcCurve.P_384, key.point().x(), Bytes.empty())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBlockIsMadeOfPartsOfTheirLengths() {
        assertThatThrownBy(() -> IdBlock.of(Bytes.zeros(32))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IdBlock.Signature(Bytes.zeros(48), Bytes.ofRepeated(1, 48)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IdBlock.Signature(Bytes.ofRepeated(1, 48), Bytes.ofRepeated(1, 47)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
