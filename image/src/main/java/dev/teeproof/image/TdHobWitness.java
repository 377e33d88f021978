package dev.teeproof.image;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory ranges that a TDX firmware accepts at boot, from its TD_HOB and TEMP_MEM sections, and where it expects
 * the TD HOB.
 *
 * <p>Encoded as unsigned LEB128 numbers, in pages of 4096 bytes: {@code base_page, td_hob_page - base_page, range_count,
 * (start_page - base_page, page_count)*}. Nothing may follow.
 *
 * @param tdHobBase guest-physical address of the TD HOB
 * @param ranges sorted, none empty, none overlapping
 */
public record TdHobWitness(long tdHobBase, List<Range> ranges) {

    /** More sections than any firmware has. */
    static final int MAX_RANGES = 64;

    private static final int PAGE_BITS = 12;
    private static final String NAME = "td_hob";

    /** Guest-physical addresses in bytes, from {@code start} up to, not including, {@code end}. */
    public record Range(long start, long end) {}

    public TdHobWitness {
        ranges = List.copyOf(ranges);
    }

    /** Reads the encoded form. */
    public static TdHobWitness read(Bytes encoded) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(encoded, NAME);
        long basePage = leb128(in, "base_page");
        long hobPage = sum(in, basePage, leb128(in, "td_hob_page"), "td_hob_page");
        long count = leb128(in, "range_count");
        if (count < 1 || count > MAX_RANGES) {
            throw in.fault(Malformation.LIMIT_EXCEEDED, "range_count", "1 to " + MAX_RANGES + " ranges");
        }
        List<Range> ranges = new ArrayList<>();
        long last = 0;
        for (int i = 0; i < count; i++) {
            long startPage = sum(in, basePage, leb128(in, "start_page"), "start_page");
            long endPage = sum(in, startPage, leb128(in, "page_count"), "page_count");
            if (endPage == startPage || startPage < last) {
                throw in.fault(Malformation.BAD_VALUE, "range", "ranges that are sorted, not empty, not overlapping");
            }
            ranges.add(new Range(startPage << PAGE_BITS, endPage << PAGE_BITS));
            last = endPage;
        }
        in.end();
        return new TdHobWitness(hobPage << PAGE_BITS, ranges);
    }

    /** The encoded form, relative to the lowest page: the first range's, unless the TD HOB lies before it. */
    public Bytes encode() {
        long basePage = Math.min(ranges.get(0).start(), tdHobBase) >> PAGE_BITS;
        ByteWriter out = new ByteWriter();
        leb128(out, basePage);
        leb128(out, (tdHobBase >> PAGE_BITS) - basePage);
        leb128(out, ranges.size());
        for (Range range : ranges) {
            leb128(out, (range.start() >> PAGE_BITS) - basePage);
            leb128(out, (range.end() - range.start()) >> PAGE_BITS);
        }
        return out.toBytes();
    }

    /** The page numbers of a 64-bit address space; with them no sum and no address can overflow. */
    private static long sum(ByteReader in, long a, long b, String field) throws MalformedEvidenceException {
        long limit = 1L << (62 - PAGE_BITS);
        if (a > limit || b > limit || a + b > limit) {
            throw in.fault(Malformation.BAD_VALUE, field, "a page below 2^62 bytes");
        }
        return a + b;
    }

    private static long leb128(ByteReader in, String field) throws MalformedEvidenceException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = in.u8(field);
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw in.fault(Malformation.BAD_VALUE, field, "a number of at most 63 bits");
    }

    private static void leb128(ByteWriter out, long value) {
        long rest = value;
        while (rest >= 0x80) {
            out.u8((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.u8((int) rest);
    }
}
