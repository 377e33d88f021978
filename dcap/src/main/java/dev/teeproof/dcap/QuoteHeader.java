package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;

/**
 * The header of a quote, 48 bytes.
 *
 * <pre>
 * offset size
 *      0    2  version               3, 4 or 5
 *      2    2  attestation key type  2 is ECDSA over P-256
 *      4    4  TEE type              00000000 SGX, 00000081 TDX
 *      8    2  QE SVN                informational
 *     10    2  PCE SVN               informational
 *     12   16  QE vendor id
 *     28   20  user data             its first 16 bytes identify the quoting enclave
 * </pre>
 *
 * @see "Intel TDX DCAP Quoting Library API, appendix 3.1"
 */
public record QuoteHeader(
        int version, int attestationKeyType, long teeType, int qeSvn, int pceSvn, Bytes qeVendorId, Bytes userData) {

    static final int SIZE = 48;
    static final Bytes INTEL = Bytes.hex("939a7233f79c4ca9940a0db3957f0607");

    private static final int ECDSA_P256 = 2;
    private static final long SGX = 0;
    private static final long TDX = 0x81;

    /** Reads the header of a quote of version 3, 4 or 5; any other kind is refused by name. */
    static QuoteHeader read(ByteReader in) throws MalformedEvidenceException {
        int version = in.u16le("version");
        if (version < 3 || version > 5) {
            throw in.fault(QuoteFault.QUOTE_BAD_VERSION, "version", 0, "version 3, 4 or 5; found " + version);
        }
        int keyType = in.u16le("attestation_key_type");
        if (keyType != ECDSA_P256) {
            throw in.fault(QuoteFault.QUOTE_BAD_KEY_TYPE, "attestation_key_type", 2, "2, ECDSA over P-256");
        }
        long teeType = in.u32le("tee_type");
        if (teeType != SGX && (teeType != TDX || version == 3)) {
            String expected = version == 3 ? "0, SGX, in version 3" : "0, SGX, or 81, TDX";
            throw in.fault(QuoteFault.QUOTE_BAD_TEE, "tee_type", 4, expected + "; found " + Long.toHexString(teeType));
        }
        int qeSvn = in.u16le("qe_svn");
        int pceSvn = in.u16le("pce_svn");
        Bytes vendor = in.take("qe_vendor_id", 16);
        if (!vendor.equals(INTEL)) {
            throw in.fault(QuoteFault.QUOTE_BAD_VENDOR, "qe_vendor_id", 12, "Intel's, " + INTEL);
        }
        return new QuoteHeader(version, keyType, teeType, qeSvn, pceSvn, vendor, in.take("user_data", 20));
    }

    /** The kind of TEE that the quote is of. */
    public Tee tee() {
        return teeType == TDX ? Tee.TDX : Tee.SGX;
    }

    /** The identity of the quoting enclave's key, 16 bytes: a part of what its PCK certificate is asked for by. */
    public Bytes qeId() {
        return userData.slice(0, 16);
    }
}
