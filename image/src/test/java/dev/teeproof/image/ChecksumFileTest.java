package dev.teeproof.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumFileTest {

    private static final String HASH = "8c9e955f0b577cc8945a891a34ccfa5b8e08bb5e5d249992603e64dd14870e3c";
    private static final String NAME = "measurement.tdx.cbor";
    private static final String REAL = HASH + "  " + NAME + "\n";

    @Test
    void itsHashIsOfTheRawBytesWithTheLastLineBreak() {
        assertThat(new ChecksumFile(Bytes.utf8(REAL)).hash())
                .isEqualTo(Bytes.hex("e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db"));
        assertThat(new ChecksumFile(Bytes.utf8(REAL.strip())).hash())
                .isNotEqualTo(Bytes.hex("e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db"));
    }

    @Test
    void theFilesChecksumIsFound() throws Exception {
        assertThat(entry(REAL)).isEqualTo(Bytes.hex(HASH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HASH + "  " + NAME,
                HASH + " " + NAME + "\r\n",
                "\t " + HASH + "\t\t" + NAME + " \n",
                HASH + "\u00a0\u2003" + NAME,
                "\n  \n\r\n" + HASH + "  " + NAME + "\n\n",
                HASH + "  " + NAME + "  and  more",
            })
    void blanksAroundAndBlankLinesDoNotCount(String text) throws Exception {
        assertThat(entry(text)).isEqualTo(Bytes.hex(HASH));
    }

    @Test
    void theChecksumMayBeInUpperCase() throws Exception {
        assertThat(entry(REAL.replace(HASH, HASH.toUpperCase(Locale.ROOT)))).isEqualTo(Bytes.hex(HASH));
    }

    @Test
    void checksumsOfOtherFilesAreNotLookedAt() throws Exception {
        assertThat(entry("nonsense  kernel\n" + REAL + HASH + "  initrd\n")).isEqualTo(Bytes.hex(HASH));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        HASH + ", MISSING, sha256sum.txt line 1",
        "abc, MISSING, sha256sum.txt line 1",
        "'', MISSING, sha256sum.txt",
        HASH + "  *" + NAME + ", MISSING, sha256sum.txt",
        HASH + "  ./" + NAME + ", MISSING, sha256sum.txt",
        HASH + "  Measurement.tdx.cbor, MISSING, sha256sum.txt",
        HASH + "  " + NAME + "x, MISSING, sha256sum.txt",
        HASH + "  x " + NAME + ", MISSING, sha256sum.txt",
        HASH + "00  " + NAME + ", BAD_LENGTH, sha256sum.txt line 1",
        "8c9e  " + NAME + ", BAD_LENGTH, sha256sum.txt line 1",
        "gc9e955f0b577cc8945a891a34ccfa5b8e08bb5e5d249992603e64dd14870e3c  " + NAME
                + ", BAD_VALUE, sha256sum.txt line 1",
    })
    void oneLineThatDoesNotNameTheFileWithAChecksumIsRefused(String line, Malformation code, String path) {
        MalformedEvidenceException fault = fault(Bytes.utf8(line));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    @Test
    void aLineWithoutAFileNameIsRefusedWhereverItStands() {
        MalformedEvidenceException after = fault(Bytes.utf8(REAL + "\n" + HASH + "\n"));
        assertThat(after.code()).isEqualTo(Malformation.MISSING);
        assertThat(after.path()).isEqualTo("sha256sum.txt line 3");
        assertThat(fault(Bytes.utf8("#comment\n" + REAL)).path()).isEqualTo("sha256sum.txt line 1");
    }

    @Test
    void theFileMayStandOnceOnly() {
        MalformedEvidenceException fault = fault(Bytes.utf8(REAL + REAL));

        assertThat(fault.code()).isEqualTo(Malformation.DUPLICATE);
        assertThat(fault.path()).isEqualTo("sha256sum.txt line 2");
    }

    @Test
    void theListIsText() {
        assertThat(fault(Bytes.concat(Bytes.utf8(REAL), Bytes.of(0xff))).code()).isEqualTo(Malformation.NOT_TEXT);
    }

    private static Bytes entry(String text) throws MalformedEvidenceException {
        return new ChecksumFile(Bytes.utf8(text)).entry(NAME);
    }

    private static MalformedEvidenceException fault(Bytes text) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> new ChecksumFile(text).entry(NAME));
    }
}
