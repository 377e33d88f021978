package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelHashesTest {

    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String OF_ZERO = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";

    private static final KernelHashes EMPTY = KernelHashes.of(Bytes.empty(), Optional.empty(), "");

    @Test
    void theTableOfAnEmptyKernel() {
        assertThat(EMPTY.table())
                .isEqualTo(Bytes.hex("06d63894224fc94cb479a793d411fd21a800"
                        + "d82dd09720bd944caa78e7714d36ab2a3200" + OF_ZERO
                        + "31f7ba442f3ad74b9af141e29169781d3200" + OF_NOTHING
                        + "3794e74dd2ab7f42b835d5b172d2045b3200" + OF_NOTHING
                        + "0000000000000000"));
        assertThat(Digest.SHA_256.of(EMPTY.table()))
                .isEqualTo(Bytes.hex("6e725681a17ae9f186635cbc1be742508b61e0e550918894f1a5363ac86b5a1a"));
    }

    @Test
    void theTableWithACommandLine() {
        KernelHashes hashes = KernelHashes.of(Bytes.empty(), Optional.of(Bytes.empty()), "console=ttyS0 loglevel=7");

        assertThat(Digest.SHA_256.of(hashes.table()))
                .isEqualTo(Bytes.hex("9b8d003b7deacde5e1e4e53ffdeaeefcfeec67cdf0f7362fafe984996f03b59d"));
    }

    @Test
    void filesAreHashedEachForItself() {
        KernelHashes hashes = KernelHashes.of(Bytes.utf8("kernel"), Optional.of(Bytes.utf8("initrd")), "");

        assertThat(hashes.kernel()).isEqualTo(Digest.SHA_256.of(Bytes.utf8("kernel")));
        assertThat(hashes.initrd()).isEqualTo(Digest.SHA_256.of(Bytes.utf8("initrd")));
        assertThat(hashes.cmdline()).isEqualTo(Bytes.hex(OF_ZERO));
    }

    @Test
    void theTableLiesInItsPageWhereItsAddressSays() throws Exception {
        Bytes page = EMPTY.page(0x810c00);

        assertThat(page.size()).isEqualTo(4096);
        assertThat(page.slice(0, 0xc00).isZero()).isTrue();
        assertThat(page.slice(0xc00, 0xcb0)).isEqualTo(EMPTY.table());
        assertThat(page.slice(0xcb0, 4096).isZero()).isTrue();
        assertThat(EMPTY.page(0xfffff50).slice(0xf50, 4096)).isEqualTo(EMPTY.table());
    }

    @Test
    void aTableThatDoesNotEndInItsPageIsRefused() {
        for (long gpa : new long[] {0xf51, 0xfff, 0xffff_ffffL}) {
            MalformedEvidenceException fault =
                    catchThrowableOfType(MalformedEvidenceException.class, () -> EMPTY.page(gpa));

            assertThat(fault.code()).isEqualTo(Malformation.BAD_VALUE);
            assertThat(fault.path()).isEqualTo("hashes_table_gpa");
        }
    }
}
