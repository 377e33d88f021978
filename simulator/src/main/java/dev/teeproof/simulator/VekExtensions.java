package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * AMD's extensions of a VCEK's or VLEK's certificate, in the order in which AMD writes them. What is changed may be anything.
 *
 * @see "57230 section 3, VCEK and VLEK certificate definition"
 */
public record VekExtensions(List<Entry> entries) {

    public static final String STRUCT_VERSION = "1";
    public static final String PRODUCT_NAME = "2";
    public static final String BOOT_LOADER_SPL = "3.1";
    public static final String TEE_SPL = "3.2";
    public static final String SNP_SPL = "3.3";
    public static final String SPL_4 = "3.4";
    public static final String MICROCODE_SPL = "3.8";
    public static final String FMC_SPL = "3.9";
    public static final String HW_ID = "4";
    public static final String CSP_ID = "5";

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int IA5_STRING = 0x16;

    /**
     * One extension; none is critical.
     *
     * @param arc behind 1.3.6.1.4.1.3704.1
     * @param value what is in the OCTET STRING that every extension has
     */
    public record Entry(String arc, Bytes value) {}

    public VekExtensions {
        entries = List.copyOf(entries);
    }

    /**
     * Those of a key of a product line.
     *
     * @param chipId 64 bytes; a VLEK has none
     */
    static VekExtensions of(SnpProduct product, SigningKey kind, TcbVersion tcb, Bytes chipId) {
        boolean turin = product.tcbLayout() == TcbLayout.TURIN;
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(STRUCT_VERSION, integer(turin ? 1 : 0)));
        entries.add(new Entry(PRODUCT_NAME, text(productName(product, kind))));
        if (turin) {
            entries.add(new Entry(FMC_SPL, integer(tcb.fmc())));
        }
        entries.add(new Entry(BOOT_LOADER_SPL, integer(tcb.bootLoader())));
        entries.add(new Entry(TEE_SPL, integer(tcb.tee())));
        for (int spl = turin ? 5 : 4; spl <= 7; spl++) {
            entries.add(new Entry("3." + spl, integer(0)));
        }
        entries.add(new Entry(SNP_SPL, integer(tcb.snp())));
        entries.add(new Entry(MICROCODE_SPL, integer(tcb.microcode())));
        entries.add(
                switch (kind) {
                    case VCEK -> new Entry(HW_ID, chipId.slice(0, product.hwIdSize()));
                    case VLEK -> new Entry(CSP_ID, text("CN=simulated-cloud.example"));
                });
        return new VekExtensions(entries);
    }

    /** AMD's certificates of Milan chips name a stepping, and always the same one. */
    private static String productName(SnpProduct product, SigningKey kind) {
        return product == SnpProduct.MILAN && kind == SigningKey.VCEK ? "Milan-B0" : product.text();
    }

    public Optional<Bytes> value(String arc) {
        return entries.stream()
                .filter(entry -> entry.arc().equals(arc))
                .map(Entry::value)
                .findFirst();
    }

    /** With another value, in the same place or, where there is none, at the end. */
    public VekExtensions with(String arc, Bytes value) {
        List<Entry> changed = new ArrayList<>(entries);
        changed.replaceAll(entry -> entry.arc().equals(arc) ? new Entry(arc, value) : entry);
        if (value(arc).isEmpty()) {
            changed.add(new Entry(arc, value));
        }
        return new VekExtensions(changed);
    }

    public VekExtensions without(String arc) {
        return new VekExtensions(
                entries.stream().filter(entry -> !entry.arc().equals(arc)).toList());
    }

    public VekExtensions withInteger(String arc, int value) {
        return with(arc, integer(value));
    }

    public VekExtensions withText(String arc, String ascii) {
        return with(arc, text(ascii));
    }

    /** For a TCB with one other component. */
    public VekExtensions withSpl(TcbVersion.Component component, int svn) {
        return withInteger(
                switch (component) {
                    case FMC -> FMC_SPL;
                    case BOOT_LOADER -> BOOT_LOADER_SPL;
                    case TEE -> TEE_SPL;
                    case SNP -> SNP_SPL;
                    case MICROCODE -> MICROCODE_SPL;
                },
                svn);
    }

    /** With the chip's id in an OCTET STRING of its own, as some certificates have it. */
    public VekExtensions withWrappedHwId() {
        Bytes bare = value(HW_ID).orElseThrow(() -> new IllegalStateException("a VLEK has no hwID"));
        return with(HW_ID, Bytes.concat(Bytes.of(OCTET_STRING, bare.size()), bare));
    }

    /** Two bytes of content from 128 on. */
    private static Bytes integer(int value) {
        return value < 0x80 ? Bytes.of(INTEGER, 1, value) : Bytes.of(INTEGER, 2, value >> 8, value & 0xff);
    }

    private static Bytes text(String ascii) {
        return Bytes.concat(Bytes.of(IA5_STRING, ascii.length()), Bytes.utf8(ascii));
    }
}
