package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonObject;
import java.util.Optional;

/**
 * A certificate or hash of a signature database.
 *
 * @param owner who put it there; absent where old versions of shim leave it out
 * @param data what the list's type says: a DER certificate, a hash, …; not checked
 * @see "UEFI 2.10, section 32.4.1 (EFI_SIGNATURE_DATA)"
 */
public record EfiSignature(Optional<EfiGuid> owner, Bytes data) {

    JsonObject toJson() {
        return new Fields()
                .text("owner", owner.map(EfiGuid::toString))
                .hex("data", data)
                .toJson();
    }
}
