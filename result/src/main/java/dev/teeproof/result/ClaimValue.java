package dev.teeproof.result;

import dev.teeproof.codec.Bytes;
import java.util.List;

/** The value of a claim. */
public sealed interface ClaimValue {

    /** Bytes, shown in hexadecimal. */
    record Octets(Bytes bytes) implements ClaimValue {
        @Override
        public String toString() {
            return bytes.toHex();
        }
    }

    /** Text. */
    record Text(String text) implements ClaimValue {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A number. */
    record Count(long count) implements ClaimValue {
        @Override
        public String toString() {
            return Long.toString(count);
        }
    }

    /** Several texts, in an order that means something. */
    record Texts(List<String> texts) implements ClaimValue {
        public Texts {
            texts = List.copyOf(texts);
        }

        @Override
        public String toString() {
            return String.join(", ", texts);
        }
    }
}
