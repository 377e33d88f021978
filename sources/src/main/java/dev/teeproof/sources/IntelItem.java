package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.dcap.Tee;
import java.util.Locale;

/**
 * One thing that Intel can be asked for. A value: two that are equal ask for the same, and so have the same {@link #line}.
 *
 * @see "Intel PCS API v4"
 */
public sealed interface IntelItem extends EndorsementItem {

    /** Which TCB evaluation a document is of. */
    enum Update {
        /** What everybody judges by: new data apply some months after they were published. */
        STANDARD,
        /** The newest data as soon as Intel publishes them. */
        EARLY;

        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * TCB info.
     *
     * @param fmspc 6 bytes
     */
    record TcbInfo(Tee tee, Bytes fmspc, Update update) implements IntelItem {
        @Override
        public String inWords() {
            return early(update) + tee + " TCB info of FMSPC " + fmspc;
        }

        @Override
        public String line() {
            return "tcb " + tee + " " + fmspc.toHex() + " " + update.parameter();
        }
    }

    /** The identity of the quoting enclave that makes a kind's quotes. */
    record QeIdentity(Tee tee, Update update) implements IntelItem {
        @Override
        public String inWords() {
            return early(update) + "identity of the " + tee + " quoting enclave";
        }

        @Override
        public String line() {
            return "qe " + tee + " " + update.parameter();
        }
    }

    /** The revocation list of an issuer of PCK certificates. */
    record PckCrl(PckCa ca) implements IntelItem {
        @Override
        public String inWords() {
            return "revocation list of the PCK " + ca.parameter() + " CA";
        }

        @Override
        public String line() {
            return "pckcrl " + ca.parameter();
        }
    }

    /** The root's revocation list. */
    record RootCaCrl() implements IntelItem {
        @Override
        public String inWords() {
            return "revocation list of the root CA";
        }

        @Override
        public String line() {
            return "rootcacrl";
        }
    }

    /** A platform's PCK certificate with its chain. */
    record PckCertificate(PckCertificateId id) implements IntelItem {
        @Override
        public String inWords() {
            return "PCK certificate of the platform with QE id " + id.qeId();
        }

        @Override
        public String line() {
            String ppid = id.encryptedPpid().map(Bytes::toHex).orElse("-");
            return "pckcert " + id.qeId() + " " + ppid + " " + id.cpuSvn() + " " + id.pceSvn() + " " + id.pceId();
        }
    }

    private static String early(Update update) {
        return update == Update.EARLY ? "early " : "";
    }
}
