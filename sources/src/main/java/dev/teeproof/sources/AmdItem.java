package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbVersion;

/**
 * One thing that AMD's key distribution service can be asked for. The certificate of a VLEK is none: the service gives it to
 * its cloud provider alone, and evidence that a VLEK signed brings it.
 *
 * @see "57230 section 4, key distribution service"
 */
public sealed interface AmdItem extends EndorsementItem {

    /**
     * The certificate of the key that a chip derives for a TCB.
     *
     * @param chipId of a report, 64 bytes, or what of it identifies a chip of the line: that alone is kept
     * @param reportedTcb in the layout of the line
     */
    record Vcek(SnpProduct product, Bytes chipId, TcbVersion reportedTcb) implements AmdItem {

        private static final int CHIP_ID_SIZE = 64;

        /** @throws IllegalArgumentException for an id of another size, or a TCB in another layout */
        public Vcek {
            if (chipId.size() != CHIP_ID_SIZE && chipId.size() != product.hwIdSize()) {
                throw new IllegalArgumentException("a chip id of " + product + " has " + CHIP_ID_SIZE + " bytes or "
                        + product.hwIdSize() + ", not " + chipId.size());
            }
            if (reportedTcb.layout() != product.tcbLayout()) {
                throw new IllegalArgumentException("a TCB of " + reportedTcb.layout() + " is none of " + product);
            }
            chipId = chipId.slice(0, product.hwIdSize());
        }

        /** Whether the report hides the chip, so that nobody can be asked for its certificate. */
        public boolean masked() {
            return chipId.equals(Bytes.zeros(chipId.size()));
        }

        @Override
        public String inWords() {
            return product + " VCEK certificate of chip " + chipId.toHex().substring(0, 16) + "… at " + reportedTcb;
        }

        @Override
        public String line() {
            String tcb = reportedTcb.bytes().toHex();
            return "vcek " + product + " " + chipId.toHex() + " " + tcb;
        }
    }

    /** The certificates of who issues certificates of such keys of a line (ASK or ASVK), and of the line's root (ARK). */
    record IssuerChain(SnpProduct product, SigningKey key) implements AmdItem {
        @Override
        public String inWords() {
            return product + " " + key + " issuer's chain";
        }

        @Override
        public String line() {
            return "amd chain " + key.text() + " " + product;
        }
    }

    /** The revocation list of a line's root, as it is published for a kind of key. */
    record RevocationList(SnpProduct product, SigningKey key) implements AmdItem {
        @Override
        public String inWords() {
            return product + " revocation list for " + key + " issuers";
        }

        @Override
        public String line() {
            return "amd crl " + key.text() + " " + product;
        }
    }

    /** The line that it is of. */
    SnpProduct product();
}
