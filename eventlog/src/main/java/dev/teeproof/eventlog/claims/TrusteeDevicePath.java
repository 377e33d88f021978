package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.data.EfiGuid;
import dev.teeproof.eventlog.data.Utf16;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Device path nodes in trustee's own text: not that of the UEFI specification, and in places not what the bytes say. */
final class TrusteeDevicePath {

    private TrusteeDevicePath() {}

    /** The text of each node; a node that it cannot read is shown by number and bytes. */
    static List<String> of(ByteReader in) throws MalformedEvidenceException {
        List<String> nodes = new ArrayList<>();
        while (in.remaining() > 0) {
            int type = in.u8("type");
            int subType = in.u8("subType");
            int length = in.u16le("length");
            if (length < 4) {
                throw in.fault(Malformation.BAD_LENGTH, "length", "a node of at least 4 bytes");
            }
            Bytes data = in.take("data", length - 4);
            nodes.add(node(type, subType, data));
        }
        return nodes;
    }

    private static String node(int type, int subType, Bytes data) {
        try {
            ByteReader in = ByteReader.of(data, "node");
            return switch (type << 8 | subType) {
                case 0x0101 -> "Pci(" + in.u8("function") + "," + in.u8("device") + ")";
                case 0x0201 -> acpi(in.u32le("hid"), in.u32le("uid"));
                case 0x0305 -> "USB(" + in.u8("port") + "," + in.u8("interface") + ")";
                case 0x030b -> mac(in);
                case 0x030c -> ipv4(in);
                case 0x0315 -> "FibreEx(0x" + in.take("a", 8) + ",0x" + in.take("b", 8) + ")";
                case 0x0401 -> hardDrive(in);
                case 0x0403 ->
                    "VenMedia(" + new EfiGuid(in.take("guid", EfiGuid.SIZE)).toUpperCase() + "," + in.rest() + ")";
                case 0x0404 -> file(in);
                case 0x0501 -> bbs(in);
                default -> other(type, subType, data);
            };
        } catch (MalformedEvidenceException e) {
            return other(type, subType, data);
        }
    }

    private static String other(int type, int subType, Bytes data) {
        return "Path(" + type + "," + subType + "," + data + ")";
    }

    private static String acpi(long hid, long uid) {
        int vendor = (int) hid & 0xffff;
        char[] letters = {
            (char) ((vendor >> 10 & 0x1f) + 0x40), (char) ((vendor >> 5 & 0x1f) + 0x40), (char) ((vendor & 0x1f) + 0x40)
        };
        return "ACPI(" + new String(letters) + String.format("%04X", hid >>> 16) + "," + uid + ")";
    }

    /** Zeros at the end are cut off, whether they belong to the address or not. */
    private static String mac(ByteReader in) throws MalformedEvidenceException {
        String address = in.take("address", 31).toHex();
        in.take("last", 1);
        int type = in.u8("ifType");
        in.end();
        int end = address.length();
        while (end > 0 && address.charAt(end - 1) == '0') {
            end--;
        }
        return "Mac(" + address.substring(0, end).toUpperCase(Locale.ROOT) + "," + String.format("0x%02X", type) + ")";
    }

    /** Addresses come out with their bytes reversed, gateway and mask as plain numbers if either is set. */
    private static String ipv4(ByteReader in) throws MalformedEvidenceException {
        String local = reversed(in.take("local", 4));
        String remote = reversed(in.take("remote", 4));
        in.take("ports", 4);
        String protocol = switch (in.u16le("protocol")) {
            case 6 -> "TCP";
            case 17 -> "UDP";
            default -> "";
        };
        String origin = switch (in.u8("static")) {
            case 0 -> "DHCP";
            case 1 -> "Static";
            default -> "";
        };
        long gateway = in.u32le("gateway");
        long mask = in.u32le("mask");
        String network = gateway == 0 && mask == 0 ? "" : "," + gateway + "," + mask;
        return "IPv4(" + remote + "," + protocol + "," + origin + "," + local + network + ")";
    }

    private static String reversed(Bytes address) {
        return address.at(3) + "." + address.at(2) + "." + address.at(1) + "." + address.at(0);
    }

    private static String hardDrive(ByteReader in) throws MalformedEvidenceException {
        long number = in.u32le("number");
        String start = Long.toHexString(in.u64le("start"));
        String size = Long.toHexString(in.u64le("size"));
        Bytes signature = in.take("signature", 16);
        int format = in.u8("format");
        in.u8("signatureType");
        String table = switch (format) {
            case 1 ->
                "MBR,"
                        + String.format(
                                "0x%08x", ByteReader.of(signature, "signature").u32le("mbr"));
            case 2 -> "GPT," + new EfiGuid(signature).toUpperCase();
            default -> throw in.fault(Malformation.BAD_VALUE, "format", "1 or 2");
        };
        return "HD(" + number + "," + table + (number == 0 ? "" : ",0x" + start + ",0x" + size) + ")";
    }

    private static String file(ByteReader in) throws MalformedEvidenceException {
        int size = in.remaining();
        if (size == 0 || size % 2 != 0) {
            throw in.fault(Malformation.BAD_LENGTH, "file", "UTF-16 text");
        }
        return "File(" + Utf16.lossy(in.take("file", size - 2)) + ")";
    }

    private static String bbs(ByteReader in) throws MalformedEvidenceException {
        int type = in.u16le("deviceType");
        int status = in.u16le("status");
        Bytes rest = in.rest();
        int end = 0;
        while (end < rest.size() && rest.at(end) != 0) {
            end++;
        }
        String name = switch (type) {
            case 1 -> "FLOPPY";
            case 2 -> "HARD_DRIVE";
            case 3 -> "CDROM";
            case 4 -> "PCMCIA";
            case 5 -> "USB";
            case 6 -> "EMBEDDED_NETWORK";
            case 0x80 -> "DEV";
            case 0xff -> "UNKNOWN";
            default -> Integer.toString(type);
        };
        return "BBS(" + name + "," + rest.slice(0, end).toUtf8("description") + "," + status + ")";
    }
}
