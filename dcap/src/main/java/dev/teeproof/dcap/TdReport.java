package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;

/**
 * What the TDX module reports of one trust domain, as carried in a quote (TD report 1.0, 584 bytes).
 *
 * <p>This is what the sender says. It is worth something only inside a {@link VerifiedQuote}.
 *
 * <pre>
 * offset size
 *      0   16  TEE_TCB_SVN       [0] module's ISV SVN, [1] module's major version
 *     16   48  MRSEAM            SHA-384 of the TDX module
 *     64   48  MRSIGNERSEAM      zero for Intel's module
 *    112    8  SEAMATTRIBUTES
 *    120    8  TDATTRIBUTES      little-endian bits, see {@link TdAttributes}
 *    128    8  XFAM
 *    136   48  MRTD
 *    184  144  MRCONFIGID, MROWNER, MROWNERCONFIG
 *    328  192  RTMR0 … RTMR3
 *    520   64  REPORTDATA
 * </pre>
 *
 * @param bytes the 584 bytes as received; signatures are checked over these, never over re-encoded fields
 * @see "Intel TDX Module 1.0 ABI, TEE_TCB_INFO and TDINFO_STRUCT"
 */
public record TdReport(
        Bytes bytes,
        Bytes teeTcbSvn,
        Bytes mrSeam,
        Bytes mrSignerSeam,
        Bytes seamAttributes,
        TdAttributes attributes,
        Bytes xfam,
        Bytes mrTd,
        Bytes mrConfigId,
        Bytes mrOwner,
        Bytes mrOwnerConfig,
        List<Bytes> rtmrs,
        Bytes reportData)
        implements QuoteBody {

    static final int SIZE = 584;

    public TdReport {
        rtmrs = List.copyOf(rtmrs);
    }

    /** Reads a report; the caller ends the reader, since the longer TD 1.5 body begins with this one. */
    static TdReport read(ByteReader in) throws MalformedEvidenceException {
        return new TdReport(
                in.peek("td_report", SIZE),
                in.take("TEE_TCB_SVN", 16),
                in.take("MRSEAM", 48),
                in.take("MRSIGNERSEAM", 48),
                in.take("SEAMATTRIBUTES", 8),
                new TdAttributes(in.u64le("TDATTRIBUTES")),
                in.take("XFAM", 8),
                in.take("MRTD", 48),
                in.take("MRCONFIGID", 48),
                in.take("MROWNER", 48),
                in.take("MROWNERCONFIG", 48),
                List.of(in.take("RTMR0", 48), in.take("RTMR1", 48), in.take("RTMR2", 48), in.take("RTMR3", 48)),
                in.take("REPORTDATA", 64));
    }
}
