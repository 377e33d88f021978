/** Where endorsements and reference values come from. */
module dev.teeproof.sources {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.crypto;
    requires transitive dev.teeproof.dcap;
    requires transitive dev.teeproof.result;
    requires transitive dev.teeproof.snp;
    requires transitive java.net.http;
    requires com.github.benmanes.caffeine;

    exports dev.teeproof.sources;
}
