package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;
import java.util.Optional;

/**
 * What the TDX module reports of one trust domain, as carried in a quote: TD report 1.0, 584 bytes, or
 * 1.5, 648 bytes, which begins with it.
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
 *    584   16  TEE_TCB_SVN_2     1.5 alone: of the module that is loaded now; the first is of the one at launch
 *    600   48  MRSERVICETD       1.5 alone: hash of the service domains that are bound, zero for none
 * </pre>
 *
 * @param bytes the 584 or 648 bytes as received; signatures are checked over these, never over re-encoded fields
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
        Bytes reportData,
        Optional<Bytes> teeTcbSvn2,
        Optional<Bytes> mrServiceTd)
        implements QuoteBody {

    static final int SIZE_10 = 584;
    static final int SIZE_15 = 648;

    public TdReport {
        rtmrs = List.copyOf(rtmrs);
    }

    /** Reads a report 1.0. */
    static TdReport read10(ByteReader in) throws MalformedEvidenceException {
        return read(in, SIZE_10);
    }

    /** Reads a report 1.5. */
    static TdReport read15(ByteReader in) throws MalformedEvidenceException {
        return read(in, SIZE_15);
    }

    private static TdReport read(ByteReader in, int size) throws MalformedEvidenceException {
        boolean longer = size == SIZE_15;
        return new TdReport(
                in.peek("td_report", size),
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
                in.take("REPORTDATA", 64),
                longer ? Optional.of(in.take("TEE_TCB_SVN_2", 16)) : Optional.empty(),
                longer ? Optional.of(in.take("MRSERVICETD", 48)) : Optional.empty());
    }
}
