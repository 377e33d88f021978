/** Where endorsements and reference values come from. */
module dev.teeproof.sources {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.dcap;
    requires transitive dev.teeproof.result;

    exports dev.teeproof.sources;
}
