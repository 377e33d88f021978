package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.List;

/** The evidence of the hardware in an attestation. The other platforms of dstack will be kinds of their own. */
public sealed interface Platform {

    /**
     * Intel TDX.
     *
     * @param quote as received, padding included
     */
    record Tdx(Bytes quote, TdxEventLog eventLog) implements Platform {}

    /**
     * AMD SEV-SNP.
     *
     * @param report as received
     * @param certChain nothing, or the certificates of ASK and VCEK, each DER or PEM, or one certificate table as the kernel
     *     hands it out
     * @param mrConfig the document whose hash the report's HOST_DATA is, exactly as received
     */
    record Snp(Bytes report, List<Bytes> certChain, String mrConfig) implements Platform {
        public Snp {
            certChain = List.copyOf(certChain);
        }
    }
}
