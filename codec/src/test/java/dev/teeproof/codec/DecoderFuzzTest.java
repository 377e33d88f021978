package dev.teeproof.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.cbor.CborReader;
import dev.teeproof.codec.der.DerReader;
import dev.teeproof.codec.json.Jcs;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.codec.msgpack.MessagePackReader;
import dev.teeproof.codec.msgpack.MessagePackWriter;
import dev.teeproof.codec.scale.ScaleReader;
import dev.teeproof.codec.scale.ScaleWriter;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.conformance.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a decoder gives a value or refuses, and what it gives holds together. */
class DecoderFuzzTest {

    private static final Fuzz FUZZ = new Fuzz(20_260_401, MalformedEvidenceException.class);
    private static final String COLLATERAL = "dcap/collateral/tdx-90c06f000000-2026-04.json";

    @Test
    void aScaleReaderGivesAValueOrRefuses() {
        Bytes valid = new ScaleWriter()
                .u8(1)
                .string("event")
                .vector(Bytes.zeros(100))
                .count(3)
                .u32(1)
                .u32(2)
                .u32(3)
                .toBytes();

        assertMixed(FUZZ.of(List.of(valid.toArray()), 8_000, input -> {
            ScaleReader in = ScaleReader.of(Bytes.copyOf(input), "scale");
            in.u8("version");
            in.string("name");
            in.vector("payload");
            int count = in.count("numbers", 4);
            assertThat(count).isBetween(0, input.length / 4);
            for (int i = 0; i < count; i++) {
                in.u32("number");
            }
            in.end();
        }));
    }

    @Test
    void aMessagePackReaderGivesAValueOrRefuses() {
        Bytes valid = new MessagePackWriter()
                .map(4)
                .string("quote")
                .integers(Bytes.of(1, 200, 255))
                .string("digest")
                .binary(Bytes.zeros(48))
                .string("events")
                .array(2)
                .map(1)
                .string("imr")
                .unsigned(70_000)
                .map(0)
                .string("config")
                .string("{\"a\":\"\u20ac\"}")
                .toBytes();

        assertMixed(FUZZ.of(List.of(valid.toArray()), 8_000, input -> {
            MessagePackReader in = MessagePackReader.of(Bytes.copyOf(input), "top");
            Members<MessagePackReader> members = in.map();
            in.end();
            for (MessagePackReader reader : members.readers().values()) {
                tryAll(
                        reader::array,
                        reader::map,
                        reader::bytes,
                        reader::string,
                        reader::unsigned,
                        reader::u32,
                        reader::nil,
                        reader::end);
            }
            members.required("quote").nil();
        }));
    }

    @Test
    void aCborReaderGivesAValueOrRefuses() {
        byte[] valid = Bytes.hex(
                        "a5666d6f64756c656361626366646967657374665348413338346474696d651b0000016b2e8a1f006470637273a200440102"
                                + "03040144050607086662756e646c6582c1184041ff")
                .toArray();
        byte[] small = Bytes.hex("a36161190100616243010203616382616481a1616500").toArray();

        assertMixed(FUZZ.of(List.of(valid, small), 8_000, input -> {
            CborReader in = CborReader.of(Bytes.copyOf(input), "top");
            Members<CborReader> members = in.map();
            in.end();
            for (CborReader reader : members.readers().values()) {
                tryAll(reader::map, reader::bytes, reader::text, reader::unsigned, () -> reader.bytes(3), reader::end);
            }
        }));
    }

    @Test
    void aDerReaderGivesAValueOrRefuses() throws MalformedEvidenceException {
        JsonObject collateral = collateral();
        byte[] list = collateral.hex("root_ca_crl").toArray();
        byte[] certificate = PemBlocks.decode(
                        Bytes.utf8(collateral.string("pck_crl_issuer_chain")), "CERTIFICATE", "chain")
                .get(0)
                .toArray();

        assertMixed(FUZZ.of(List.of(list, certificate), 3_000, input -> walk(Bytes.copyOf(input))));
    }

    @Test
    void theJsonReaderGivesAValueOrRefuses() throws MalformedEvidenceException {
        byte[] tcbInfo = collateral().string("tcb_info").getBytes(StandardCharsets.UTF_8);
        byte[] small = "{\"a\":[1,2.5e-3,\"\\ud83d\\ude02\u20ac\",true,null,{}],\"b\":{\"c\":\"\\u0000\"}}"
                .getBytes(StandardCharsets.UTF_8);

        assertMixed(FUZZ.of(List.of(tcbInfo, small, small, small), 4_000, input -> {
            JsonValue value = Json.read(Bytes.copyOf(input), "doc");
            Bytes canonical = Jcs.canonicalize(value);
            assertThat(Jcs.canonicalize(Json.read(canonical, "doc"))).isEqualTo(canonical);
            assertThat(Jcs.canonicalize(Json.read(Bytes.utf8(Json.write(value)), "doc")))
                    .isEqualTo(canonical);
        }));
    }

    @Test
    void thePemReaderGivesAValueOrRefuses() throws MalformedEvidenceException {
        byte[] chain = collateral().string("tcb_info_issuer_chain").getBytes(StandardCharsets.UTF_8);
        byte[] small =
                "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n\0".getBytes(StandardCharsets.UTF_8);

        assertMixed(FUZZ.of(
                List.of(chain, small),
                8_000,
                input -> assertThat(PemBlocks.decode(Bytes.copyOf(input), "CERTIFICATE", "chain"))
                        .hasSizeBetween(1, PemBlocks.MAX_BLOCKS)));
    }

    @Test
    void aReaderOfTextGivesAValueOrRefuses() {
        assertMixed(FUZZ.of(List.of("AQIDBA==".getBytes(StandardCharsets.UTF_8)), 8_000, input -> {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            Bytes bytes = Base64Text.decode(text, "text");
            assertThat(Base64Text.encode(bytes)).startsWith(text);
        }));
        assertMixed(FUZZ.of(List.of("00ffAB01".getBytes(StandardCharsets.UTF_8)), 8_000, input -> {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            assertThat(Hex.decode(text, "text").toHex()).isEqualToIgnoringCase(text);
        }));
    }

    /** Reads every element, also as types that it may not be. */
    private static void walk(Bytes bytes) throws MalformedEvidenceException {
        DerReader in = DerReader.of(bytes, "der");
        while (in.hasMore()) {
            Bytes element = in.element("element");
            tryAll(
                    () -> DerReader.of(element, "der").integer("integer"),
                    () -> DerReader.of(element, "der").time("time"),
                    () -> DerReader.of(element, "der").oid("oid"),
                    () -> DerReader.of(element, "der").bool("bool"),
                    () -> DerReader.of(element, "der").bitString("bits"));
            if ((element.at(0) & 0x20) != 0) {
                walk(DerReader.of(element, "der").content("content", element.at(0)));
            }
        }
        in.end();
    }

    private static void tryAll(Refusal.Decoding... decodings) {
        for (Refusal.Decoding decoding : decodings) {
            try {
                decoding.run();
            } catch (MalformedEvidenceException e) {
                assertThat(e.offset()).isNotNegative();
            }
        }
    }

    private static void assertMixed(Fuzz.Outcome outcome) {
        assertThat(outcome.accepted()).isPositive();
        assertThat(outcome.refused()).isPositive();
    }

    private static JsonObject collateral() throws MalformedEvidenceException {
        return Json.readObject(Bytes.copyOf(Conformance.bytes(COLLATERAL)), "collateral");
    }
}
