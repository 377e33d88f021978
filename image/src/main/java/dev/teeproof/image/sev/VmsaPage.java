package dev.teeproof.image.sev;

import dev.teeproof.codec.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The save area of a new vCPU as QEMU and KVM set it up: one page, little-endian, zero but for what is named here. A segment
 * is u16 selector, u16 attributes, u32 limit and u64 base.
 *
 * @see "AMD64 Architecture Programmer's Manual volume 2, appendix B, table B-4"
 */
public final class VmsaPage {

    /** Where the first vCPU begins. */
    static final long BOOT_EIP = 0xffff_fff0L;

    private static final int DATA = 0x93;
    private static final int CODE = 0x9b;

    private VmsaPage() {}

    /** The page of the first vCPU. */
    public static Bytes boot(CpuType type, long sevFeatures) {
        return of(BOOT_EIP, type, sevFeatures);
    }

    /**
     * The page of a vCPU that begins at an address.
     *
     * @param eip 32 bits, of which the upper half becomes the base of the code segment
     * @param sevFeatures SEV_FEATURES, all 64 bits
     */
    public static Bytes of(long eip, CpuType type, long sevFeatures) {
        ByteBuffer page = ByteBuffer.allocate(OvmfImage.PAGE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        segment(page, 0x00, 0, DATA, 0); // ES
        segment(page, 0x10, 0xf000, CODE, eip & 0xffff_0000L); // CS
        segment(page, 0x20, 0, DATA, 0); // SS
        segment(page, 0x30, 0, DATA, 0); // DS
        segment(page, 0x40, 0, DATA, 0); // FS
        segment(page, 0x50, 0, DATA, 0); // GS
        segment(page, 0x60, 0, 0, 0); // GDTR
        segment(page, 0x70, 0, 0x82, 0); // LDTR
        segment(page, 0x80, 0, 0, 0); // IDTR
        segment(page, 0x90, 0, 0x8b, 0); // TR
        page.putLong(0x0d0, 0x1000); // EFER: KVM sets SVME
        page.putLong(0x148, 0x40); // CR4: KVM sets MCE
        page.putLong(0x158, 0x10); // CR0
        page.putLong(0x160, 0x400); // DR7
        page.putLong(0x168, 0xffff_0ff0L); // DR6
        page.putLong(0x170, 2); // RFLAGS
        page.putLong(0x178, eip & 0xffff); // RIP
        page.putLong(0x268, 0x0007_0406_0007_0406L); // G_PAT
        page.putLong(0x310, type.signature()); // RDX
        page.putLong(0x3b0, sevFeatures); // SEV_FEATURES
        page.putLong(0x3e8, 1); // XCR0
        page.putInt(0x408, 0x1f80); // MXCSR
        page.putShort(0x410, (short) 0x37f); // X87_FCW
        return Bytes.copyOf(page.array());
    }

    private static void segment(ByteBuffer page, int at, int selector, int attributes, long base) {
        page.putShort(at, (short) selector);
        page.putShort(at + 2, (short) attributes);
        page.putInt(at + 4, 0xffff);
        page.putLong(at + 8, base);
    }
}
