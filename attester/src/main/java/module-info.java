/** The machine's side: evidence of itself, runtime measurement, and the agent that hands both to its apps. */
module dev.teeproof.attester {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires transitive dev.teeproof.crypto;
    requires transitive dev.teeproof.dstack;
    requires transitive dev.teeproof.eventlog;
    requires transitive dev.teeproof.simulator;
    requires dev.teeproof.dcap;
    requires dev.teeproof.snp;
    requires com.google.protobuf;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.server;
    requires org.slf4j;
    requires org.eclipse.jetty.unixdomain.server;

    exports dev.teeproof.attester.agent;
    exports dev.teeproof.attester.guest;
    exports dev.teeproof.attester.simulation;
    exports dev.teeproof.attester.tee;
}
