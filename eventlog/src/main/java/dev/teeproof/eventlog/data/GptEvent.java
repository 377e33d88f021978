package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The partition table of the disk that was booted. EV_EFI_GPT_EVENT and EV_EFI_GPT_EVENT2.
 *
 * <pre>
 * offset  size  field
 *      0    92  UEFIPartitionHeader    "EFI PART", …; 56: DiskGUID
 *     92     8  NumberOfPartitions
 *    100  128n  Partitions
 * </pre>
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.4 (UEFI_GPT_DATA); UEFI 2.10, section 5.3"
 */
public record GptEvent(EfiGuid disk, List<Partition> partitions) implements EventData {

    private static final long SIGNATURE = 0x5452_4150_2049_4645L;
    private static final int ENTRY = 128;

    /**
     * One partition.
     *
     * @param first LBA, unsigned 64 bits
     * @param last LBA, unsigned 64 bits
     * @param attributes 64 bits as they are
     * @param name up to its NUL, as stated; with a replacement character for what is no text
     */
    public record Partition(EfiGuid type, EfiGuid unique, long first, long last, long attributes, String name) {

        static Partition read(ByteReader in) throws MalformedEvidenceException {
            return new Partition(
                    EfiGuid.read(in, "partitionTypeGuid"),
                    EfiGuid.read(in, "uniquePartitionGuid"),
                    in.u64le("startingLba"),
                    in.u64le("endingLba"),
                    in.u64le("attributes"),
                    Utf16.untilNul(Utf16.lossy(in.take("partitionName", 72))));
        }

        JsonObject toJson() {
            return new Fields()
                    .text("type", type.toString())
                    .text("guid", unique.toString())
                    .u64("first", first)
                    .u64("last", last)
                    .u64("attributes", attributes)
                    .text("name", name)
                    .toJson();
        }
    }

    public GptEvent {
        partitions = List.copyOf(partitions);
    }

    static GptEvent read(ByteReader in) throws MalformedEvidenceException {
        if (in.u64le("signature") != SIGNATURE) {
            throw in.fault(Malformation.BAD_VALUE, "signature", 0, "EFI PART");
        }
        in.take("header", 48);
        EfiGuid disk = EfiGuid.read(in, "diskGuid");
        in.take("header", 20);
        long count = in.u64le("numberOfPartitions");
        if (Long.compareUnsigned(count, in.remaining() / ENTRY) > 0) {
            throw in.fault(Malformation.TRUNCATED, "numberOfPartitions", 92, "as many partitions as it says");
        }
        List<Partition> partitions = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            partitions.add(Partition.read(in));
        }
        in.end();
        return new GptEvent(disk, partitions);
    }

    @Override
    public String text() {
        String names = partitions.stream()
                .map(partition -> partition.name.isEmpty() ? partition.unique.toString() : Printable.of(partition.name))
                .collect(Collectors.joining(", "));
        return "disk " + disk + (names.isEmpty() ? "" : ": " + names);
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("gpt")
                .text("disk", disk.toString())
                .list("partitions", partitions, Partition::toJson)
                .toJson();
    }
}
