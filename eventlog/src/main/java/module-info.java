/** Measured-boot and runtime event logs. */
module dev.teeproof.eventlog {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.crypto;

    exports dev.teeproof.eventlog.cel;
    exports dev.teeproof.eventlog.dstack;
    exports dev.teeproof.eventlog.ima;
    exports dev.teeproof.eventlog.model;
    exports dev.teeproof.eventlog.systemd;
}
