/** AMD SEV-SNP: reports, certificate chains, policy. */
module dev.teeproof.snp {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.crypto;
    requires transitive dev.teeproof.result;

    exports dev.teeproof.snp;
}
