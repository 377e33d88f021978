package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import java.util.Optional;

/**
 * What a host tells its guest ({@code .sys-config.json}), as far as it belongs into evidence; the host can say what it likes.
 *
 * @param vmConfig the exact text of the VM configuration
 * @param mrConfig the exact text of the document that the guest was bound to at its launch, if there is one
 */
public record SystemConfig(String vmConfig, Optional<String> mrConfig) {

    /** Bytes; a guest copies no larger file. */
    public static final int MAX_SIZE = 32 << 10;

    private static final String NAME = "sys-config";

    /** Of a machine whose host says nothing. */
    public static final SystemConfig NONE = new SystemConfig("", Optional.empty());

    /** Reads the file. */
    public static SystemConfig read(Bytes bytes) throws MalformedEvidenceException {
        if (bytes.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, NAME, bytes.size(), "at most " + MAX_SIZE + " bytes");
        }
        JsonObject json = Json.readObject(bytes, NAME);
        String vmConfig = json.optionalString("vm_config").orElse("");
        Optional<String> own = json.optionalString("mr_config").filter(text -> !text.isEmpty());
        return new SystemConfig(vmConfig, own.isPresent() ? own : mrConfigOf(vmConfig));
    }

    /** The document that a VM configuration carries as a text, if it carries one. */
    private static Optional<String> mrConfigOf(String vmConfig) throws MalformedEvidenceException {
        return vmConfig.isEmpty()
                ? Optional.empty()
                : Json.readObject(Bytes.utf8(vmConfig), "vm_config").optionalString("mr_config");
    }
}
