package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchDigestTest {

    @Test
    void pagesOfZerosCountByTheirAddress() {
        assertDigest(
                LaunchDigest.empty().zeroPages(0x800000, 4096),
                "4472405c6dbc65e5629805f2be1b3df74eb119841eff12466c24f43e67083c23df5e645b2742b6d9aa0f943e095cebaa");
        assertDigest(
                LaunchDigest.empty().zeroPages(0x9000, 3 * 4096),
                "4bfe18477ba370a50329da74b9621e721c4f29663176e08fbcf088a17c1bc45f133898b86d5082acbe202a6e9419808a");
    }

    @Test
    void theSecretsPage() {
        assertDigest(
                LaunchDigest.empty().secretsPage(0x80d000),
                "e82e99caf82a32c31ec5070eef9e2135866d8f7de60d756814f3bd8c989c1e826622e0a97dad026c6d9d81818780e6a2");
    }

    @Test
    void theCpuidPage() {
        assertDigest(
                LaunchDigest.empty().cpuidPage(0x80e000),
                "c9e46442d2b4ddb823fa6b4a907930de7e93901180c5a3126ba234193059a0a51a21ba82f05d2fe0f3136f22b1b1a8e4");
    }

    @Test
    void anUnmeasuredPage() {
        assertDigest(
                LaunchDigest.empty().unmeasuredPages(0x80e000, 4096),
                "9bbcf0ba1ed7fb851a80c70f4058f643767cb18deb405ae6901422c597968007f2018e4d8f1bdbea0192d93dd189d8d3");
    }

    @Test
    void aSaveAreaOfZeros() {
        assertDigest(
                LaunchDigest.empty().vmsaPage(Bytes.zeros(4096)),
                "f4577da9b848673216afc3909e5ea7aa80150dda441526874cd2b0282894709b46484c13a07221aefbedfff667199259");
    }

    @Test
    void threePagesWithContent() {
        Bytes text = Bytes.utf8("LGTM".repeat(4));

        assertDigest(
                LaunchDigest.empty().normalPages(0, Bytes.concat(text, Bytes.zeros(3 * 4096 - 32), text)),
                "cba1cd767c33b30f96271837dbbae4081a945464a5af397b9b0336b5d8759ee88cc6b62c05d915c4424a9ac5747437d4");
    }

    /** A known answer of dstack's is about a page that is not one: its contents are digested outside of the launch. */
    @Test
    void theUpdateIsTheDigestOfItsFields() {
        Bytes pageInfo = Bytes.concat(
                Bytes.zeros(48),
                Digest.SHA_384.of(Bytes.utf8("page")),
                Bytes.hex("7000010000000000" + "0010000000000000"));

        assertThat(Digest.SHA_384.of(pageInfo))
                .isEqualTo(
                        Bytes.hex(
                                "3ebc1a70acc0bae5ae2788fae29a0371f983b19a68faf9843064f36040f58571ce5bb6bcdc9c361087073f8cffd92635"));
    }

    @Test
    void whatIsZeroAfterContentHasNoContentOfBefore() {
        Bytes content = Bytes.ofRepeated(0x5a, 4096);
        Bytes first = LaunchDigest.empty().normalPages(0, content).value();

        assertThat(LaunchDigest.empty()
                        .normalPages(0, content)
                        .zeroPages(0x1000, 4096)
                        .value())
                .isEqualTo(LaunchDigest.from(first).zeroPages(0x1000, 4096).value());
    }

    @Test
    void nothingAddedIsAllZero() {
        assertThat(LaunchDigest.empty().value()).isEqualTo(Bytes.zeros(48));
        assertThat(LaunchDigest.empty().normalPages(0, Bytes.empty()).value()).isEqualTo(Bytes.zeros(48));
    }

    @Test
    void onlyWholePagesAreAdded() {
        LaunchDigest digest = LaunchDigest.empty();

        assertThatThrownBy(() -> digest.normalPages(0, Bytes.zeros(4095))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> digest.normalPages(1, Bytes.zeros(4096))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> digest.zeroPages(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> digest.vmsaPage(Bytes.zeros(8192))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LaunchDigest.from(Bytes.zeros(32))).isInstanceOf(IllegalArgumentException.class);
        assertThat(digest.value()).isEqualTo(Bytes.zeros(48));
    }

    private static void assertDigest(LaunchDigest digest, String hex) {
        assertThat(digest.value()).isEqualTo(Bytes.hex(hex));
    }

    /** Padding is not hashed again, and measured all the same. */
    @Test
    void pagesThatRepeatGiveTheDigestThatTheyGiveOneByOne() {
        Bytes padding = Bytes.ofRepeated(0xff, 4096);
        Bytes other = Bytes.ofRepeated(0x01, 4096);
        List<Bytes> pages = List.of(padding, padding, other, padding, other, other, other, padding);
        LaunchDigest oneByOne = LaunchDigest.empty();
        for (int i = 0; i < pages.size(); i++) {
            oneByOne.normalPages(0x1000L * i, pages.get(i));
        }

        LaunchDigest together = LaunchDigest.empty().normalPages(0, Bytes.concat(pages.toArray(Bytes[]::new)));

        assertThat(together.value()).isEqualTo(oneByOne.value());
    }
}
