package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.Optional;

/**
 * The text of device path nodes. Where the specification leaves the form of a number open, it is as EDK2 writes it.
 *
 * @see "UEFI 2.10, section 10.6.1.6 and table 10.65 (Device Node Table)"
 */
final class DevicePathText {

    /** The three letters PNP, five bits each, in the low half of an ACPI identifier. */
    private static final int PNP = 0x41d0;

    private DevicePathText() {}

    static String of(DevicePathNode node) {
        try {
            return known(node).orElseGet(() -> general(node));
        } catch (MalformedEvidenceException e) {
            return general(node);
        }
    }

    private static Optional<String> known(DevicePathNode node) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(node.data(), "node");
        return switch (node.type() << 8 | node.subType()) {
            case 0x0101 -> ended(pci(in), in);
            case 0x0104 -> Optional.of(vendor("VenHw", in));
            case 0x0201 -> ended(acpi(in.u32le("hid"), in.u32le("uid")), in);
            case 0x0301 -> ended(atapi(in), in);
            case 0x0302 -> ended("Scsi(" + hex(in.u16le("pun")) + "," + hex(in.u16le("lun")) + ")", in);
            case 0x0305 -> ended("USB(" + hex(in.u8("port")) + "," + hex(in.u8("interface")) + ")", in);
            case 0x030a -> Optional.of(vendor("VenMsg", in));
            case 0x030b -> ended(mac(in), in);
            case 0x030c -> ended(ipv4(in), in);
            case 0x030d -> ended(ipv6(in), in);
            case 0x0312 -> ended(sata(in), in);
            case 0x0315 -> ended(fibreEx(in), in);
            case 0x0317 -> ended(nvme(in), in);
            case 0x0318 -> Optional.of("Uri(" + in.rest().toUtf8("uri") + ")");
            case 0x0401 -> hardDrive(in);
            case 0x0402 -> ended(cdRom(in), in);
            case 0x0403 -> Optional.of(vendor("VenMedia", in));
            case 0x0404 -> file(node);
            case 0x0406 -> ended("FvFile(" + guid(in) + ")", in);
            case 0x0407 -> ended("Fv(" + guid(in) + ")", in);
            case 0x0408 -> ended(offset(in), in);
            case 0x0501 -> Optional.of(bbs(in));
            default -> Optional.empty();
        };
    }

    private static Optional<String> ended(String text, ByteReader in) throws MalformedEvidenceException {
        in.end();
        return Optional.of(text);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static String guid(ByteReader in) throws MalformedEvidenceException {
        return EfiGuid.read(in, "guid").toUpperCase();
    }

    private static String pci(ByteReader in) throws MalformedEvidenceException {
        int function = in.u8("function");
        return "Pci(" + hex(in.u8("device")) + "," + hex(function) + ")";
    }

    private static String vendor(String kind, ByteReader in) throws MalformedEvidenceException {
        String guid = guid(in);
        Bytes data = in.rest();
        return kind + "(" + guid + (data.isEmpty() ? "" : "," + data.toHex()) + ")";
    }

    private static String acpi(long hid, long uid) {
        int product = (int) (hid >>> 16);
        if ((hid & 0xffff) != PNP) {
            return "Acpi(" + String.format("0x%08x", hid) + "," + hex(uid) + ")";
        }
        return switch (product) {
            case 0x0a03 -> "PciRoot(" + hex(uid) + ")";
            case 0x0a08 -> "PcieRoot(" + hex(uid) + ")";
            case 0x0604 -> "Floppy(" + hex(uid) + ")";
            case 0x0301 -> "Keyboard(" + hex(uid) + ")";
            case 0x0501 -> "Serial(" + hex(uid) + ")";
            case 0x0401 -> "ParallelPort(" + hex(uid) + ")";
            default -> String.format("Acpi(PNP%04X,0x%x)", product, uid);
        };
    }

    private static String atapi(ByteReader in) throws MalformedEvidenceException {
        String channel = in.u8("primarySecondary") == 1 ? "Secondary" : "Primary";
        String drive = in.u8("slaveMaster") == 1 ? "Slave" : "Master";
        return "Ata(" + channel + "," + drive + "," + hex(in.u16le("lun")) + ")";
    }

    /** An Ethernet address is six of the 32 bytes; of other interfaces all are shown. */
    private static String mac(ByteReader in) throws MalformedEvidenceException {
        Bytes address = in.take("mac", 32);
        int type = in.u8("ifType");
        return "MAC(" + (type <= 1 ? address.slice(0, 6) : address).toHex() + "," + hex(type) + ")";
    }

    private static String ipv4(ByteReader in) throws MalformedEvidenceException {
        String local = dotted(in.take("local", 4));
        String remote = dotted(in.take("remote", 4));
        in.take("ports", 4);
        String protocol = protocol(in.u16le("protocol"));
        String origin = in.u8("static") == 0 ? "DHCP" : "Static";
        String text = "IPv4(" + remote + "," + protocol + "," + origin + "," + local;
        // Nodes before UEFI 2.3.1 have no gateway and no mask.
        if (in.remaining() > 0) {
            text += "," + dotted(in.take("gateway", 4)) + "," + dotted(in.take("mask", 4));
        }
        return text + ")";
    }

    private static String ipv6(ByteReader in) throws MalformedEvidenceException {
        String local = colons(in.take("local", 16));
        String remote = colons(in.take("remote", 16));
        in.take("ports", 4);
        String protocol = protocol(in.u16le("protocol"));
        String origin = switch (in.u8("origin")) {
            case 0 -> "Static";
            case 1 -> "StatelessAutoConfigure";
            default -> "StatefulAutoConfigure";
        };
        String text = "IPv6(" + remote + "," + protocol + "," + origin + "," + local;
        if (in.remaining() > 0) {
            int prefix = in.u8("prefixLength");
            text += "," + colons(in.take("gateway", 16)) + "," + prefix;
        }
        return text + ")";
    }

    private static String protocol(int number) {
        return switch (number) {
            case 6 -> "TCP";
            case 17 -> "UDP";
            default -> hex(number);
        };
    }

    private static String dotted(Bytes address) {
        return address.at(0) + "." + address.at(1) + "." + address.at(2) + "." + address.at(3);
    }

    private static String colons(Bytes address) {
        StringBuilder text = new StringBuilder(address.toHex());
        for (int at = 28; at > 0; at -= 4) {
            text.insert(at, ':');
        }
        return text.toString();
    }

    private static String sata(ByteReader in) throws MalformedEvidenceException {
        return "Sata(" + hex(in.u16le("hbaPort")) + "," + hex(in.u16le("multiplierPort")) + "," + hex(in.u16le("lun"))
                + ")";
    }

    private static String fibreEx(ByteReader in) throws MalformedEvidenceException {
        in.take("reserved", 4);
        return "FibreEx(0x" + in.take("wwn", 8).toHex() + ",0x"
                + in.take("lun", 8).toHex() + ")";
    }

    /** The last byte of the identifier comes first. */
    private static String nvme(ByteReader in) throws MalformedEvidenceException {
        StringBuilder text =
                new StringBuilder("NVMe(").append(hex(in.u32le("nsid"))).append(',');
        Bytes eui = in.take("eui64", 8);
        for (int i = 7; i >= 0; i--) {
            text.append(String.format("%02x", eui.at(i))).append(i == 0 ? ")" : "-");
        }
        return text.toString();
    }

    private static Optional<String> hardDrive(ByteReader in) throws MalformedEvidenceException {
        long number = in.u32le("partition");
        String range = "," + hex(in.u64le("start")) + "," + hex(in.u64le("size"));
        Bytes signature = in.take("signature", 16);
        int format = in.u8("format");
        int kind = in.u8("signatureType");
        in.end();
        String text = switch (kind) {
            case 1 ->
                String.format("0x%08x", ByteReader.of(signature, "signature").u32le("mbr"));
            case 2 -> new EfiGuid(signature).toUpperCase();
            default -> "";
        };
        String table = format == 1 ? "MBR" : "GPT";
        return text.isEmpty() || (format != 1 && format != 2)
                ? Optional.empty()
                : Optional.of("HD(" + number + "," + table + "," + text + range + ")");
    }

    private static String cdRom(ByteReader in) throws MalformedEvidenceException {
        return "CDROM(" + hex(in.u32le("entry")) + "," + hex(in.u64le("start")) + "," + hex(in.u64le("size")) + ")";
    }

    /** A file's path stands for itself. */
    private static Optional<String> file(DevicePathNode node) {
        return node.data().size() < 2 || node.data().size() % 2 != 0 ? Optional.empty() : node.filePath();
    }

    private static String offset(ByteReader in) throws MalformedEvidenceException {
        in.take("reserved", 4);
        return "Offset(" + hex(in.u64le("start")) + "," + hex(in.u64le("end")) + ")";
    }

    private static String bbs(ByteReader in) throws MalformedEvidenceException {
        int type = in.u16le("deviceType");
        int status = in.u16le("status");
        String name = switch (type) {
            case 1 -> "Floppy";
            case 2 -> "HD";
            case 3 -> "CDROM";
            case 4 -> "PCMCIA";
            case 5 -> "USB";
            case 6 -> "Network";
            default -> hex(type);
        };
        return "BBS(" + name + "," + Ascii.untilNul(in.rest()).toUtf8("description") + "," + hex(status) + ")";
    }

    private static String general(DevicePathNode node) {
        String data = node.data().isEmpty() ? "" : "," + node.data().toHex();
        String kind = switch (node.type()) {
            case DevicePathNode.HARDWARE -> "HardwarePath";
            case DevicePathNode.ACPI -> "AcpiPath";
            case DevicePathNode.MESSAGING -> "Msg";
            case DevicePathNode.MEDIA -> "MediaPath";
            case DevicePathNode.BIOS_BOOT -> "BbsPath";
            default -> "";
        };
        return kind.isEmpty()
                ? "Path(" + node.type() + "," + node.subType() + data + ")"
                : kind + "(" + node.subType() + data + ")";
    }
}
