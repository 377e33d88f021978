package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {

    /** The examples of FIPS 180-4. */
    @ParameterizedTest(name = "{0} of \"{1}\"")
    @CsvSource({
        "SHA_256, '', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "SHA_256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA_384, '', 38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
        "SHA_384, abc, cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        "SHA_512, abc, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    })
    void knownDigestsComeOut(Digest digest, String text, String hex) {
        assertThat(digest.of(Bytes.utf8(text))).isEqualTo(Bytes.hex(hex));
        assertThat(digest.size()).isEqualTo(hex.length() / 2);
    }

    @Test
    void partsAreTakenOneAfterAnother() {
        Bytes abc = Bytes.utf8("xabcx").slice(1, 4);

        assertThat(Digest.SHA_256.of(Bytes.utf8("a"), Bytes.empty(), Bytes.utf8("bc")))
                .isEqualTo(Digest.SHA_256.of(abc))
                .isEqualTo(Digest.SHA_256.of(Bytes.utf8("abc")));
    }

    @Test
    void piecesAreTakenWhereTheyLieAndADigestIsPutWhereItBelongs() {
        Bytes text = Bytes.utf8("xxabcxx").slice(1, 6);
        byte[] out = new byte[34];
        Hasher hasher = Digest.SHA_256.hasher();

        hasher.update(text, 1, 3).update(text.toArray(), 3, 1).finishInto(out, 1);

        assertThat(Bytes.copyOf(out))
                .isEqualTo(Bytes.concat(Bytes.zeros(1), Digest.SHA_256.of(Bytes.utf8("abc")), Bytes.zeros(1)));
        assertThat(hasher.finish()).isEqualTo(Digest.SHA_256.of());
        assertThatThrownBy(() -> hasher.finishInto(out, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A golden vector of a register that three digests were extended into. */
    @Test
    void aRegisterIsReplayedFromZero() {
        List<Bytes> digests = Stream.of("a", "b", "c")
                .map(Bytes::utf8)
                .map(Digest.SHA_384::of)
                .toList();

        assertThat(Digest.SHA_384.replay(digests))
                .isEqualTo(Bytes.hex("5aa526c0c053f8f3485f1bcac05c49e0ad06dcbd597c914aaed572d0ae8f1b54"
                        + "5b42ad67d1e9ab9733fe7f25050eb601"));
        assertThat(Digest.SHA_384.replay(List.of())).isEqualTo(Bytes.zeros(48));
        assertThat(Digest.SHA_256.replay(List.of())).isEqualTo(Bytes.zeros(32));
    }

    @Test
    void theOrderOfDigestsMatters() {
        Bytes a = Digest.SHA_256.of(Bytes.utf8("a"));
        Bytes b = Digest.SHA_256.of(Bytes.utf8("b"));

        assertThat(Digest.SHA_256.replay(List.of(a, b))).isNotEqualTo(Digest.SHA_256.replay(List.of(b, a)));
    }
}
