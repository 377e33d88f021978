package dev.teeproof.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {

    private static final Bytes EIGHT = Bytes.hex("0102030405060788");

    @Test
    void numbersAreReadInTheOrderThatTheirNamesSay() throws MalformedEvidenceException {
        assertThat(reader().u8("f")).isEqualTo(1);
        assertThat(reader().u16le("f")).isEqualTo(0x0201);
        assertThat(reader().u32le("f")).isEqualTo(0x04030201L);
        assertThat(reader().u64le("f")).isEqualTo(0x8807060504030201L);
        assertThat(reader().bigEndian("f", 3)).isEqualTo(0x010203);
        assertThat(reader().bigEndian("f", 8)).isEqualTo(0x0102030405060788L);
        assertThat(ByteReader.of(Bytes.hex("ffffffff"), "top").u32le("f")).isEqualTo(0xffff_ffffL);
    }

    @Test
    void nothingIsReadPastTheEnd() throws MalformedEvidenceException {
        ByteReader in = reader();
        assertThat(in.take("head", 7)).isEqualTo(EIGHT.slice(0, 7));

        assertTruncated(() -> in.u16le("field"));
        assertTruncated(() -> in.u32le("field"));
        assertTruncated(() -> in.u64le("field"));
        assertTruncated(() -> in.bigEndian("field", 2));
        assertTruncated(() -> in.take("field", 2));
        assertTruncated(() -> in.peek("field", 2));
        assertThat(in.position()).isEqualTo(7);
        assertThat(in.u8("last")).isEqualTo(0x88);
        assertThat(Refusal.code(() -> in.u8("field"))).isEqualTo(Malformation.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, Integer.MAX_VALUE, 1L << 31, (1L << 32) + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aDeclaredLengthIsCheckedAgainstWhatRemains(long size) {
        MalformedEvidenceException refusal = Refusal.of(() -> reader().take("blob", size));

        assertThat(refusal.code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(refusal.expected()).isEqualTo(Long.toUnsignedString(size) + " bytes, 8 remain");
        assertThat(Refusal.code(() -> reader().slice("blob", size))).isEqualTo(Malformation.TRUNCATED);
    }

    @Test
    void aSliceEndsWhereItWasCut() throws MalformedEvidenceException {
        ByteReader in = reader();
        ByteReader slice = in.slice("inner", 2);

        assertThat(slice.u8("a")).isEqualTo(1);
        assertThat(Refusal.of(() -> slice.u16le("b")).path()).isEqualTo("top.inner.b");
        assertThat(in.position()).isEqualTo(2);
        assertThat(in.rest()).isEqualTo(EIGHT.slice(2, 8));
        in.end();
        assertThat(in.remaining()).isZero();
    }

    @Test
    void whatRemainsAtTheEndIsRefused() throws MalformedEvidenceException {
        ByteReader in = reader();
        assertThat(in.peek("f", 7)).isEqualTo(in.take("f", 7));

        MalformedEvidenceException refusal = Refusal.of(in::end);

        assertThat(refusal.code()).isEqualTo(Malformation.TRAILING_BYTES);
        assertThat(refusal.path()).isEqualTo("top");
        assertThat(refusal.offset()).isEqualTo(7);
        assertThat(in.since(6)).isEqualTo(Bytes.of(7));
    }

    @Test
    void whatIsWrittenIsRead() throws MalformedEvidenceException {
        Bytes written = new ByteWriter()
                .u8(0x1ff)
                .u16le(0xfffe)
                .u32le(0xffff_fffdL)
                .u64le(-4)
                .bigEndian(0x010203, 3)
                .bytes(EIGHT)
                .toBytes();
        ByteReader in = ByteReader.of(written, "written");

        assertThat(in.u8("f")).isEqualTo(0xff);
        assertThat(in.u16le("f")).isEqualTo(0xfffe);
        assertThat(in.u32le("f")).isEqualTo(0xffff_fffdL);
        assertThat(in.u64le("f")).isEqualTo(-4);
        assertThat(in.bigEndian("f", 3)).isEqualTo(0x010203);
        assertThat(in.rest()).isEqualTo(EIGHT);
    }

    private static ByteReader reader() {
        return ByteReader.of(EIGHT, "top");
    }

    private static void assertTruncated(Refusal.Decoding reading) {
        MalformedEvidenceException refusal = Refusal.of(reading);
        assertThat(refusal.code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(refusal.path()).isEqualTo("top.field");
        assertThat(refusal.offset()).isEqualTo(7);
    }
}
