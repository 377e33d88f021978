package dev.teeproof.result;

import dev.teeproof.codec.Bytes;
import java.util.List;

/** A fact about the machine, with what it rests on. Without a proof it is what the sender says, and is shown as that. */
public record Claim(ClaimName name, ClaimValue value, Proof proof) {

    public static Claim of(ClaimName name, Bytes value, Proof proof) {
        return new Claim(name, new ClaimValue.Octets(value), proof);
    }

    public static Claim of(ClaimName name, String value, Proof proof) {
        return new Claim(name, new ClaimValue.Text(value), proof);
    }

    public static Claim of(ClaimName name, long value, Proof proof) {
        return new Claim(name, new ClaimValue.Count(value), proof);
    }

    public static Claim of(ClaimName name, List<String> values, Proof proof) {
        return new Claim(name, new ClaimValue.Texts(values), proof);
    }
}
