/** Reference values computed from what an OS image commits to. */
module dev.teeproof.image {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.result;
    requires transitive dev.teeproof.crypto;

    exports dev.teeproof.image;
    exports dev.teeproof.image.sev;
}
