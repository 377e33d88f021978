/** The words in which conclusions are stated. */
module dev.teeproof.result {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;

    exports dev.teeproof.result;
}
