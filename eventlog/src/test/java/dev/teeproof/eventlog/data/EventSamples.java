package dev.teeproof.eventlog.data;

import static dev.teeproof.eventlog.model.EventType.*;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Made-up data of every structure, as its type has it. */
final class EventSamples {

    /** A type and data for it. */
    record Sample(long type, Bytes data) {

        @Override
        public String toString() {
            return String.format("0x%08x, %d bytes", type, data.size());
        }
    }

    static final Bytes GUID = EfiGuid.GLOBAL_VARIABLE.bytes();
    static final Bytes X509 = Bytes.hex("a159c0a5e494a74a87b5ab155c2bf072");
    static final Bytes PATH = Bytes.concat(
            Bytes.hex("02010c00d041030a00000000"), Bytes.hex("04040c005c0061002e000000"), Bytes.hex("7fff0400"));

    private EventSamples() {}

    static List<Sample> all() {
        return List.of(
                new Sample(EV_SEPARATOR, Bytes.zeros(4)),
                new Sample(EV_EFI_ACTION, Bytes.utf8(Action.CALLING_APPLICATION)),
                new Sample(EV_EVENT_TAG, tags()),
                new Sample(EV_EVENT_TAG, aael("domain operation content")),
                new Sample(EV_S_CRTM_VERSION, utf16("1.0\0")),
                new Sample(EV_PLATFORM_CONFIG_FLAGS, Bytes.utf8("etc/acpi/rsdp\0\0\0")),
                new Sample(EV_PLATFORM_CONFIG_FLAGS, tdShim()),
                new Sample(EV_IPL, Bytes.utf8("grub_cmd: set a=b\0")),
                new Sample(EV_IPL, utf16(".linux\0")),
                new Sample(EV_NONHOST_INFO, Bytes.concat(Bytes.utf8("GCE NonHostInfo\0\3"), Bytes.zeros(15))),
                new Sample(EV_EFI_VARIABLE_DRIVER_CONFIG, variable(GUID, "SecureBoot", Bytes.of(1))),
                new Sample(EV_EFI_VARIABLE_DRIVER_CONFIG, variable(GUID, "PK", signatures(3))),
                new Sample(EV_EFI_VARIABLE_BOOT, variable(GUID, "BootOrder", Bytes.of(1, 0, 2, 0))),
                new Sample(EV_EFI_VARIABLE_BOOT, variable(GUID, "Boot0001", loadOption())),
                new Sample(EV_EFI_VARIABLE_AUTHORITY, variable(GUID, "db", Bytes.concat(GUID, certificate()))),
                new Sample(EV_EFI_BOOT_SERVICES_APPLICATION, image()),
                new Sample(EV_EFI_GPT_EVENT, gpt(2)),
                new Sample(EV_EFI_PLATFORM_FIRMWARE_BLOB, Bytes.zeros(16)),
                new Sample(EV_EFI_PLATFORM_FIRMWARE_BLOB2, Bytes.concat(Bytes.utf8("\4Fv()"), Bytes.zeros(16))),
                new Sample(EV_EFI_HANDOFF_TABLES, tables(2)),
                new Sample(EV_EFI_HANDOFF_TABLES2, Bytes.concat(Bytes.utf8("\3Tdx"), tables(1))),
                new Sample(EV_NO_ACTION, Bytes.utf8("StartupLocality\0\3")),
                new Sample(EV_NO_ACTION, sp800155()));
    }

    static Bytes utf16(String text) {
        return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_16LE));
    }

    static Bytes variable(Bytes vendor, String name, Bytes data) {
        return new ByteWriter()
                .bytes(vendor)
                .u64le(name.length())
                .u64le(data.size())
                .bytes(utf16(name))
                .bytes(data)
                .toBytes();
    }

    static Bytes certificate() {
        return Bytes.concat(Bytes.of(0x30, 0x82, 0, 4), Bytes.zeros(4));
    }

    static Bytes signatures(int count) {
        Bytes entry = Bytes.concat(GUID, certificate());
        ByteWriter list = new ByteWriter()
                .bytes(X509)
                .u32le(28L + (long) count * entry.size())
                .u32le(0)
                .u32le(entry.size());
        for (int i = 0; i < count; i++) {
            list.bytes(entry);
        }
        return list.toBytes();
    }

    static Bytes loadOption() {
        return new ByteWriter()
                .u32le(1)
                .u16le(PATH.size())
                .bytes(utf16("An OS\0"))
                .bytes(PATH)
                .u8(7)
                .toBytes();
    }

    static Bytes image() {
        return new ByteWriter()
                .u64le(0x1000)
                .u64le(0x2000)
                .u64le(0)
                .u64le(PATH.size())
                .bytes(PATH)
                .toBytes();
    }

    static Bytes gpt(long count) {
        return new ByteWriter()
                .bytes(Bytes.utf8("EFI PART"))
                .bytes(Bytes.zeros(84))
                .u64le(count)
                .bytes(Bytes.zeros((int) (128 * Math.min(count, 4))))
                .toBytes();
    }

    static Bytes tables(long count) {
        return new ByteWriter()
                .u64le(count)
                .bytes(Bytes.zeros((int) (24 * Math.min(count, 4))))
                .toBytes();
    }

    static Bytes tag(long id, Bytes data) {
        return new ByteWriter().u32le(id).u32le(data.size()).bytes(data).toBytes();
    }

    static Bytes aael(String text) {
        return tag(TaggedEvent.AAEL, Bytes.utf8(text));
    }

    private static Bytes tags() {
        return Bytes.concat(
                tag(TaggedEvent.LOAD_OPTIONS, Bytes.utf8("LOADED_IMAGE::LoadOptions\0")),
                tag(0xf5bc582aL, utf16("loader.conf\0")));
    }

    private static Bytes tdShim() {
        return new ByteWriter()
                .bytes(Bytes.utf8("td_payload_info\0"))
                .u32le(3)
                .bytes(Bytes.of(0xff, 0, 1))
                .toBytes();
    }

    static Bytes sp800155() {
        return new ByteWriter()
                .bytes(Bytes.utf8("SP800-155 Event3"))
                .u32le(7)
                .bytes(GUID)
                .bytes(Bytes.utf8("\2M\0\2m\0\1\0\2F\0"))
                .u32le(8)
                .bytes(Bytes.utf8("\0041.0\0"))
                .u32le(1)
                .u32le(4)
                .bytes(Bytes.utf8("u:x\0"))
                .u32le(0)
                .u32le(0)
                .bytes(Bytes.zeros(5))
                .toBytes();
    }
}
