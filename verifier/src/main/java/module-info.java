/** The appraisal pipeline: evidence in, attestation result out. */
module dev.teeproof.verifier {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.dcap;
    requires transitive dev.teeproof.snp;
    requires transitive dev.teeproof.dstack;
    requires transitive dev.teeproof.result;
    requires transitive dev.teeproof.sources;
    requires transitive dev.teeproof.crypto;
    requires dev.teeproof.eventlog;
    requires transitive dev.teeproof.image;

    exports dev.teeproof.verifier;
    exports dev.teeproof.verifier.render;
}
