package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import java.util.List;

/**
 * What a TCB info says of the TDX modules of one major version.
 *
 * @param id {@code TDX_} and two hex digits
 * @param mrSigner 48 bytes
 * @param attributes 8 bytes
 * @param attributesMask 8 bytes
 */
public record ModuleIdentitySpec(
        String id, Bytes mrSigner, Bytes attributes, Bytes attributesMask, List<IsvLevelSpec> levels) {

    public ModuleIdentitySpec {
        levels = List.copyOf(levels);
    }

    /** A module that Intel signed, without attributes. */
    public static ModuleIdentitySpec of(String id, IsvLevelSpec... levels) {
        return new ModuleIdentitySpec(
                id, Bytes.zeros(48), Bytes.zeros(8), Bytes.hex("ffffffffffffffff"), List.of(levels));
    }

    String text() {
        return "{\"id\":\"" + id + "\"," + members(mrSigner, attributes, attributesMask) + ","
                + IsvLevelSpec.text(levels) + "}";
    }

    /** The members that identify a module, as they also stand in {@code tdxModule}. */
    static String members(Bytes mrSigner, Bytes attributes, Bytes attributesMask) {
        return "\"mrsigner\":\"" + QeIdentitySpec.upper(mrSigner) + "\",\"attributes\":\""
                + QeIdentitySpec.upper(attributes) + "\",\"attributesMask\":\"" + QeIdentitySpec.upper(attributesMask)
                + "\"";
    }
}
