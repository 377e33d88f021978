package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import java.util.HexFormat;
import java.util.List;

/**
 * What a TDX module of one major version has to be.
 *
 * @param id {@code TDX_} and the major version in two hexadecimal digits; empty for the base identity, which has no
 *     levels
 * @param mrSigner 48 bytes
 * @param attributes 8 bytes
 * @param levels highest first
 */
public record TdxModuleIdentity(String id, Bytes mrSigner, Bytes attributes, List<IsvLevel> levels) {

    public TdxModuleIdentity {
        levels = List.copyOf(levels);
    }

    /** The {@code tdxModule} of a TCB info. */
    static TdxModuleIdentity readBase(JsonObject module) throws MalformedEvidenceException {
        // The mask is part of the format and of no rule: attributes must be zero whatever it says.
        module.hex("attributesMask", 8);
        return new TdxModuleIdentity("", module.hex("mrsigner", 48), module.hex("attributes", 8), List.of());
    }

    /** One of the {@code tdxModuleIdentities}. */
    static TdxModuleIdentity read(JsonObject identity) throws MalformedEvidenceException {
        TdxModuleIdentity base = readBase(identity);
        return new TdxModuleIdentity(
                identity.string("id"), base.mrSigner(), base.attributes(), IsvLevel.readAll(identity));
    }

    boolean isOf(int majorVersion) {
        return id.equalsIgnoreCase("TDX_" + HexFormat.of().toHexDigits((byte) majorVersion));
    }
}
