package dev.teeproof.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.teeproof.codec.cbor.CborReader;
import dev.teeproof.codec.der.DerReader;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.msgpack.MessagePackReader;
import dev.teeproof.codec.scale.ScaleReader;
import dev.teeproof.conformance.Allocation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory follows the size of the input, never what the input claims; and it never grows faster than the input. */
class AllocationTest {

    private static final int UNIT = 1 << 19;

    /** What a decoder is tried with, in any length. */
    interface Adversary {
        Bytes ofSize(int size);
    }

    interface Decoder {
        void decode(Bytes input) throws MalformedEvidenceException;
    }

    static Stream<Arguments> adversaries() {
        String names = names();
        Decoder json = input -> Json.read(input, "doc");
        Decoder array = input -> MessagePackReader.of(input, "top").array();
        Decoder bytes = input -> MessagePackReader.of(input, "top").bytes();
        Decoder map = input -> MessagePackReader.of(input, "top").map();
        Decoder cbor = input -> CborReader.of(input, "top").map();
        Decoder pem = input -> PemBlocks.decode(input, "THING", "pem");
        return Stream.of(
                argumentSet("JSON numbers", json, text("[", "0,", "0]")),
                argumentSet("JSON arrays", json, text("[", "[],", "0]")),
                argumentSet("JSON objects", json, text("[", "{},", "0]")),
                argumentSet("JSON members", json, counted("{", "\"%d\":0,", "\"x\":0}")),
                argumentSet("JSON string", json, text("\"", "x", "\"")),
                argumentSet("JSON escapes", json, text("\"", "\\u20ac", "\"")),
                argumentSet("JSON digits", json, text("", "1", "")),
                argumentSet("JSON depth", json, text("", "[", "")),
                argumentSet("JSON numbers under long names", json, text(names + "[", "0,", "0]")),
                argumentSet("JSON arrays under long names", json, text(names + "[", "[],", "0]")),
                argumentSet("MessagePack array", array, hex("dd%08x", "00")),
                argumentSet("MessagePack array of arrays", array, hex("dd%08x", "90")),
                argumentSet("MessagePack integers", bytes, hex("dd%08x", "00")),
                argumentSet("MessagePack depth", array, hex("91", "91")),
                argumentSet("MessagePack map", map, hex("81a16bdd%08x", "c0")),
                argumentSet("CBOR items", cbor, hex("a1616b9a%08x", "00")),
                argumentSet("CBOR tags", cbor, hex("a1616b", "c1")),
                argumentSet("CBOR text", cbor, hex("a1616b7a%08x", "61")),
                argumentSet("PEM", pem, text("-----BEGIN THING-----", "A", "-----END THING-----")),
                argumentSet("PEM blocks", pem, text("", "-----BEGIN THING-----AQID-----END THING-----", "")),
                argumentSet("Hex", (Decoder) input -> Hex.decode(input.toUtf8("hex"), "hex"), text("", "00", "")),
                argumentSet(
                        "Base64", (Decoder) input -> Base64Text.decode(input.toUtf8("b"), "b"), text("", "AAAA", "")));
    }

    @ParameterizedTest
    @MethodSource("adversaries")
    void memoryIsAFewTimesTheInput(Decoder decoder, Adversary adversary) {
        long once = allocated(decoder, adversary.ofSize(UNIT));
        long twice = allocated(decoder, adversary.ofSize(2 * UNIT));

        assertThat(once).isLessThan(64L * UNIT);
        assertThat(twice).isLessThan(3 * once + UNIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03ffffff7f",
                "feffffff",
                "07ffffffffffffffff",
                "dd7fffffff",
                "ddffffffff",
                "df3fffffff",
                "dfffffffff",
                "81a16bdd7fffffff",
                "81a16bdfffffffff",
                "81a16bc9ffffffff05",
                "c67fffffff",
                "dbffffffff",
                "9a7fffffff",
                "9b7fffffffffffffff",
                "ba7fffffff",
                "bbffffffffffffffff",
                "a1616b9b7fffffffffffffff",
                "a1616bbb7fffffffffffffff",
                "5b7fffffffffffffff",
                "7bffffffffffffffff",
                "30847fffffff",
                "3084ffffffff",
                "02847fffffff",
                "04847fffffff"
            })
    void aDeclaredLengthTakesNoMemory(String hex) {
        Bytes input = Bytes.hex(hex + "00");
        List<Decoder> decoders = List.of(
                in -> ScaleReader.of(in, "s").vector("v"),
                in -> ScaleReader.of(in, "s").count("c", 1),
                in -> MessagePackReader.of(in, "m").map(),
                in -> MessagePackReader.of(in, "m").array(),
                in -> MessagePackReader.of(in, "m").bytes(),
                in -> MessagePackReader.of(in, "m").string(),
                in -> CborReader.of(in, "c").map(),
                in -> CborReader.of(in, "c").bytes(),
                in -> CborReader.of(in, "c").text(),
                in -> DerReader.of(in, "d").element("e"),
                in -> DerReader.of(in, "d").sequence("e"),
                in -> DerReader.of(in, "d").integer("e"));

        for (Decoder decoder : decoders) {
            assertThat(allocated(decoder, input)).isLessThan(64 * 1024);
        }
    }

    private static long allocated(Decoder decoder, Bytes input) {
        return Allocation.of(() -> decoder.decode(input));
    }

    /** As many objects, one in another, as are allowed, with names as long as paths show them. */
    private static String names() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append("{\"").append("n".repeat(41)).append("\":");
        }
        return text.toString();
    }

    private static Adversary text(String head, String unit, String tail) {
        return size -> Bytes.utf8(head + unit.repeat(size / unit.length()) + tail);
    }

    private static Adversary counted(String head, String unit, String tail) {
        return size -> {
            StringBuilder text = new StringBuilder(head);
            for (int i = 0; text.length() < size; i++) {
                text.append(String.format(unit, i));
            }
            return Bytes.utf8(text + tail);
        };
    }

    private static Adversary hex(String head, String unit) {
        return size -> Bytes.concat(Bytes.hex(String.format(head, size)), Bytes.hex(unit.repeat(size)));
    }
}
