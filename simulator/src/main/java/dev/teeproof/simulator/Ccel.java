package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;

/**
 * The boot log as the firmware leaves it in the CCEL table.
 *
 * <pre>
 * header event   u32 1, u32 EV_NO_ACTION, 20 zero bytes, u32 size, Spec ID Event03 with one algorithm, SHA-384
 * each event     u32 register, one-based; u32 type; u32 1; u16 SHA-384; 48 bytes; u32 size; payload
 * end            ffffffff
 * </pre>
 *
 * @see "TCG PC Client Platform Firmware Profile, crypto agile log; UEFI, Confidential Computing Event Log"
 */
final class Ccel {

    private static final int SHA384 = 0x000c;
    private static final int EV_NO_ACTION = 3;

    private Ccel() {}

    static Bytes of(TdxEventLog log) {
        Bytes specId = new ByteWriter()
                .bytes(Bytes.utf8("Spec ID Event03\0"))
                .u32le(0)
                .u8(0)
                .u8(2)
                .u8(0)
                .u8(2)
                .u32le(1)
                .u16le(SHA384)
                .u16le(48)
                .u8(0)
                .toBytes();
        ByteWriter out = new ByteWriter();
        out.u32le(1)
                .u32le(EV_NO_ACTION)
                .bytes(Bytes.zeros(20))
                .u32le(specId.size())
                .bytes(specId);
        for (TdxEvent event : log.events()) {
            out.u32le(event.imr() + 1)
                    .u32le(event.eventType())
                    .u32le(1)
                    .u16le(SHA384)
                    .bytes(event.digest());
            out.u32le(event.eventPayload().size()).bytes(event.eventPayload());
        }
        return out.u32le(0xffff_ffffL).toBytes();
    }
}
