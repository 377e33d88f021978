package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;

/**
 * What the processor reports of one enclave, 384 bytes: that of a workload, or the quoting enclave's own.
 *
 * <pre>
 * offset size
 *      0   16  CPUSVN          not the TCB components of the PCK certificate
 *     16    4  MISCSELECT
 *     20   12  reserved
 *     32   16  ISVEXTPRODID    KSS
 *     48   16  ATTRIBUTES      flags, then XFRM
 *     64   32  MRENCLAVE
 *     96   32  reserved
 *    128   32  MRSIGNER
 *    160   32  reserved
 *    192   64  CONFIGID        KSS
 *    256    2  ISVPRODID
 *    258    2  ISVSVN
 *    260    2  CONFIGSVN       KSS
 *    262   42  reserved
 *    304   16  ISVFAMILYID     KSS
 *    320   64  REPORTDATA
 * </pre>
 *
 * <p>Reserved bytes may have any value, as with Intel.
 *
 * @param bytes the 384 bytes as received
 * @see "Intel SDM volume 3D, REPORT"
 */
public record EnclaveReport(
        Bytes bytes,
        Bytes cpuSvn,
        Bytes miscSelect,
        Bytes isvExtProdId,
        Bytes attributes,
        Bytes mrEnclave,
        Bytes mrSigner,
        Bytes configId,
        int isvProdId,
        int isvSvn,
        int configSvn,
        Bytes isvFamilyId,
        Bytes reportData)
        implements QuoteBody {

    static final int SIZE = 384;

    private static final int DEBUG = 1 << 1;

    static EnclaveReport read(ByteReader in) throws MalformedEvidenceException {
        Bytes bytes = in.peek("enclave_report", SIZE);
        Bytes cpuSvn = in.take("CPUSVN", 16);
        Bytes miscSelect = in.take("MISCSELECT", 4);
        in.take("reserved1", 12);
        Bytes isvExtProdId = in.take("ISVEXTPRODID", 16);
        Bytes attributes = in.take("ATTRIBUTES", 16);
        Bytes mrEnclave = in.take("MRENCLAVE", 32);
        in.take("reserved2", 32);
        Bytes mrSigner = in.take("MRSIGNER", 32);
        in.take("reserved3", 32);
        Bytes configId = in.take("CONFIGID", 64);
        int isvProdId = in.u16le("ISVPRODID");
        int isvSvn = in.u16le("ISVSVN");
        int configSvn = in.u16le("CONFIGSVN");
        in.take("reserved4", 42);
        Bytes isvFamilyId = in.take("ISVFAMILYID", 16);
        Bytes reportData = in.take("REPORTDATA", 64);
        return new EnclaveReport(
                bytes,
                cpuSvn,
                miscSelect,
                isvExtProdId,
                attributes,
                mrEnclave,
                mrSigner,
                configId,
                isvProdId,
                isvSvn,
                configSvn,
                isvFamilyId,
                reportData);
    }

    /** The enclave can be read and changed from outside. */
    public boolean debug() {
        return (attributes.at(0) & DEBUG) != 0;
    }
}
