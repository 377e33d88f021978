/** A TEE that does not exist. */
module dev.teeproof.simulator {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.crypto;
    requires transitive dev.teeproof.dcap;
    requires transitive dev.teeproof.dstack;
    requires transitive dev.teeproof.eventlog;
    requires transitive dev.teeproof.image;
    requires transitive dev.teeproof.snp;
    requires jdk.httpserver;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;

    exports dev.teeproof.simulator;
    exports dev.teeproof.simulator.kds;
    exports dev.teeproof.simulator.pccs;
}
