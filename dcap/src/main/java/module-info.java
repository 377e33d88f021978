/** Intel DCAP: quotes, collateral and TCB appraisal. */
module dev.teeproof.dcap {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.crypto;
    requires transitive dev.teeproof.result;

    exports dev.teeproof.dcap;
}
