package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;

/**
 * What the processor reports of one enclave, 384 bytes; here that of the quoting enclave.
 *
 * <pre>
 * offset size
 *      0   16  CPUSVN       not the TCB components of the PCK certificate
 *     16    4  MISCSELECT
 *     20   28  reserved     may carry KSS fields
 *     48   16  ATTRIBUTES   flags, then XFRM
 *     64   32  MRENCLAVE
 *     96   32  reserved
 *    128   32  MRSIGNER
 *    160   96  reserved
 *    256    2  ISVPRODID
 *    258    2  ISVSVN
 *    260   60  reserved
 *    320   64  REPORTDATA
 * </pre>
 *
 * @param bytes the 384 bytes as received
 * @see "Intel SDM volume 3D, REPORT"
 */
public record EnclaveReport(
        Bytes bytes,
        Bytes cpuSvn,
        Bytes miscSelect,
        Bytes attributes,
        Bytes mrEnclave,
        Bytes mrSigner,
        int isvProdId,
        int isvSvn,
        Bytes reportData) {

    static final int SIZE = 384;

    private static final int DEBUG = 1 << 1;

    static EnclaveReport read(ByteReader in) throws MalformedEvidenceException {
        Bytes bytes = in.peek("enclave_report", SIZE);
        Bytes cpuSvn = in.take("CPUSVN", 16);
        Bytes miscSelect = in.take("MISCSELECT", 4);
        in.take("reserved1", 28);
        Bytes attributes = in.take("ATTRIBUTES", 16);
        Bytes mrEnclave = in.take("MRENCLAVE", 32);
        in.take("reserved2", 32);
        Bytes mrSigner = in.take("MRSIGNER", 32);
        in.take("reserved3", 96);
        int isvProdId = in.u16le("ISVPRODID");
        int isvSvn = in.u16le("ISVSVN");
        in.take("reserved4", 60);
        Bytes reportData = in.take("REPORTDATA", 64);
        return new EnclaveReport(
                bytes, cpuSvn, miscSelect, attributes, mrEnclave, mrSigner, isvProdId, isvSvn, reportData);
    }

    /** The enclave can be read and changed from outside. */
    public boolean debug() {
        return (attributes.at(0) & DEBUG) != 0;
    }
}
