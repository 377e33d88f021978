/** Bounded readers and writers for the formats that attestation evidence comes in. */
module dev.teeproof.codec {
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    exports dev.teeproof.codec;
    exports dev.teeproof.codec.cbor;
    exports dev.teeproof.codec.der;
    exports dev.teeproof.codec.json;
    exports dev.teeproof.codec.msgpack;
    exports dev.teeproof.codec.scale;
}
