package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.data.IplText;
import dev.teeproof.eventlog.model.EventDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What GRUB did.
 *
 * @param commands in order; the digest covers the text of each, though not its prefix, which tells commands from command
 *     lines
 * @param files in order; empty on a confidential guest, whose registers do not keep files apart from commands
 */
public record GrubState(List<IplText> commands, List<File> files) {

    /**
     * A file that GRUB read.
     *
     * @param record its position in the log, from 0
     * @param digests of its content, in every bank
     * @param statedName as the log says: no digest covers it
     */
    public record File(long record, List<EventDigest> digests, String statedName) {

        public File {
            digests = List.copyOf(digests);
        }

        private JsonObject toJson() {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("record", JsonNumber.of(record));
            members.put("digests", EfiApplication.digests(digests));
            members.put("stated_name", new JsonString(statedName));
            return JsonObject.of(members);
        }
    }

    public GrubState {
        commands = List.copyOf(commands);
        files = List.copyOf(files);
    }

    public boolean isEmpty() {
        return commands.isEmpty() && files.isEmpty();
    }

    JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(
                "commands",
                JsonArray.of(commands.stream()
                        .map(command -> new JsonString(command.whole()))
                        .toList()));
        members.put("files", JsonArray.of(files.stream().map(File::toJson).toList()));
        return JsonObject.of(members);
    }
}
