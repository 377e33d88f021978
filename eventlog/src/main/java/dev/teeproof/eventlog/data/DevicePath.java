package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to a device or file: nodes up to the one that ends the path.
 *
 * @param nodes without the last, which ends the path; one that ends an instance (0x7F, 1) stands between instances
 * @see "UEFI 2.10, section 10.3"
 */
public record DevicePath(List<DevicePathNode> nodes) {

    private static final int HEADER = 4;
    private static final int END_ENTIRE = 0xff;

    public DevicePath {
        nodes = List.copyOf(nodes);
    }

    /** Reads up to the end node, which must come. */
    static DevicePath read(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        int start = in.position();
        List<DevicePathNode> nodes = new ArrayList<>();
        while (true) {
            int at = in.position();
            int type = in.u8("type");
            int subType = in.u8("subType");
            int length = in.u16le("length");
            if (length < HEADER) {
                throw in.fault(Malformation.BAD_LENGTH, "length", at + 2, "a node of at least 4 bytes");
            }
            if (nodes.size() >= limits.devicePathNodes() || at + length - start > limits.devicePath()) {
                throw in.fault(
                        Malformation.LIMIT_EXCEEDED,
                        "length",
                        at + 2,
                        "at most " + limits.devicePath() + " bytes and " + limits.devicePathNodes() + " nodes");
            }
            DevicePathNode node = new DevicePathNode(type, subType, in.take("data", length - HEADER));
            if (type == DevicePathNode.END && subType == END_ENTIRE) {
                return new DevicePath(nodes);
            }
            nodes.add(node);
        }
    }

    /** Paths one behind another, up to the end of what is read. */
    static List<DevicePath> readAll(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        List<DevicePath> paths = new ArrayList<>();
        while (in.remaining() > 0) {
            if (paths.size() >= limits.devicePathNodes()) {
                throw in.fault(
                        Malformation.LIMIT_EXCEEDED, "path", "at most " + limits.devicePathNodes() + " device paths");
            }
            paths.add(read(in, limits));
        }
        return paths;
    }

    /** The file that the path leads to, as stated; its nodes put together where it has several. */
    public Optional<String> file() {
        StringBuilder file = new StringBuilder();
        nodes.forEach(node -> node.filePath().ifPresent(file::append));
        return file.isEmpty() ? Optional.empty() : Optional.of(file.toString());
    }

    /** The path as the specification writes it: nodes with slashes between, instances with commas. */
    public String text() {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (DevicePathNode node : nodes) {
            if (node.type() == DevicePathNode.END) {
                text.append(',');
                first = true;
            } else {
                text.append(first ? "" : "/").append(node.text());
                first = false;
            }
        }
        return text.toString();
    }

    JsonArray toJson() {
        return JsonArray.of(
                nodes.stream().map(node -> new JsonString(node.text())).toList());
    }
}
