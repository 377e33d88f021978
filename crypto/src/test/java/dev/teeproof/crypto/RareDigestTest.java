package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RareDigestTest {

    /** Of "abc": GB/T 32905-2016, example 1. */
    private static final String SM3_OF_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    @Test
    void sm3IsComputedWhereItsProviderIsAtHandAndOtherwiseSaidNotToBe() {
        if (Digest.SM3_256.isAvailable()) {
            assertThat(Digest.SM3_256.of(Bytes.utf8("abc"))).isEqualTo(Bytes.hex(SM3_OF_ABC));
        } else {
            assertThatThrownBy(Digest.SM3_256::hasher)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SM3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SHA_1, a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA3_256, 3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"
    })
    void theOthersAreThereEverywhere(Digest digest, String ofAbc) {
        assertThat(digest.of(Bytes.utf8("abc"))).isEqualTo(Bytes.hex(ofAbc));
    }

    @Test
    void aHasherComputesOneDigestAfterAnother() {
        Hasher hasher = Digest.SHA_256.hasher();

        Bytes first = hasher.update(Bytes.utf8("a")).update(Bytes.utf8("bc")).finish();

        assertThat(first).isEqualTo(Digest.SHA_256.of(Bytes.utf8("abc")));
        assertThat(hasher.update(Bytes.utf8("abc")).finish()).isEqualTo(first);
        byte[] register = new byte[32];
        hasher.extend(register, first);
        assertThat(Bytes.copyOf(register)).isEqualTo(Digest.SHA_256.of(Bytes.zeros(32), first));
    }
}
