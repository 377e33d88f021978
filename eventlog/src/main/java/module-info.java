/** Measured-boot and runtime event logs. */
module dev.teeproof.eventlog {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.crypto;

    exports dev.teeproof.eventlog;
    exports dev.teeproof.eventlog.aael;
    exports dev.teeproof.eventlog.cel;
    exports dev.teeproof.eventlog.claims;
    exports dev.teeproof.eventlog.data;
    exports dev.teeproof.eventlog.dstack;
    exports dev.teeproof.eventlog.dstack.log;
    exports dev.teeproof.eventlog.ima;
    exports dev.teeproof.eventlog.model;
    exports dev.teeproof.eventlog.nelr;
    exports dev.teeproof.eventlog.runtime;
    exports dev.teeproof.eventlog.systemd;
    exports dev.teeproof.eventlog.tcg;
}
