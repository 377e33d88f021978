/** dstack's own formats and identity. */
module dev.teeproof.dstack {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.dcap;
    requires transitive dev.teeproof.snp;
    requires transitive dev.teeproof.eventlog;
    requires transitive dev.teeproof.result;
    requires dev.teeproof.crypto;

    exports dev.teeproof.dstack;
}
