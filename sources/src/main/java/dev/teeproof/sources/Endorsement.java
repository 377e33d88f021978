package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;

/** An endorsement of Intel's as received, not verified. */
public sealed interface Endorsement {

    /** TCB info or a QE identity. */
    record Document(IssuedDocument issued) implements Endorsement {
        @Override
        public String source() {
            return issued.source();
        }

        @Override
        public long size() {
            return (long) issued.document().text().size() + issued.issuerChain().size();
        }
    }

    /** A certificate revocation list. */
    record RevocationList(IssuedList issued) implements Endorsement {
        @Override
        public String source() {
            return issued.source();
        }

        @Override
        public long size() {
            return (long) issued.list().size()
                    + issued.issuerChain().map(Bytes::size).orElse(0);
        }
    }

    /**
     * A PCK certificate.
     *
     * @param pem leaf, CA and usually root
     */
    record PckChain(Bytes pem, String source) implements Endorsement {
        @Override
        public long size() {
            return pem.size();
        }
    }

    /** Where it came from, for people. */
    String source();

    /** Bytes that it takes, about. */
    long size();
}
