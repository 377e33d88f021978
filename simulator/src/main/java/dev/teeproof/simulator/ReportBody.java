package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.List;

/** The reports that a simulated processor makes: of an enclave, 384 bytes; of a trust domain, 584 or 648. */
final class ReportBody {

    private static final Bytes CPU_SVN = Bytes.hex("0303191b04ff00060000000000000000");
    private static final Bytes TEE_TCB_SVN = Bytes.of(6, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private ReportBody() {}

    static Bytes enclave(long flags, String measured, Bytes signer, int product, int svn, Bytes reportData) {
        return new ByteWriter()
                .bytes(CPU_SVN)
                .u32le(0)
                .bytes(Bytes.zeros(28))
                .u64le(flags)
                .u64le(0xe7)
                .bytes(Digest.SHA_256.of(Bytes.utf8(measured)))
                .bytes(Bytes.zeros(32))
                .bytes(signer)
                .bytes(Bytes.zeros(96))
                .u16le(product)
                .u16le(svn)
                .bytes(Bytes.zeros(60))
                .bytes(reportData)
                .toBytes();
    }

    /** An application's enclave: INIT and MODE64. */
    static Bytes application(Bytes reportData) {
        Bytes signer = Digest.SHA_256.of(Bytes.utf8("simulated enclave signer"));
        return enclave(0x05, "simulated enclave", signer, 1, 2, reportData);
    }

    /** A quoting enclave, which may also use the provisioning key. */
    static Bytes quotingEnclave(QuoteKind kind, Bytes keyHash) {
        return enclave(
                0x15,
                "simulated quoting enclave",
                qeSigner(kind),
                qeProduct(kind),
                qeSvn(kind),
                Bytes.concat(keyHash, Bytes.zeros(32)));
    }

    static Bytes qeSigner(QuoteKind kind) {
        return Bytes.hex(
                kind.sgx()
                        ? "8c4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff"
                        : "dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5");
    }

    static int qeProduct(QuoteKind kind) {
        return kind.sgx() ? 1 : 2;
    }

    static int qeSvn(QuoteKind kind) {
        return kind.sgx() ? 8 : 6;
    }

    /** A trust domain with nothing in it but these measurements; SEPT_VE_DISABLE is set. */
    static Bytes domain(Bytes mrtd, List<Bytes> rtmrs, Bytes reportData) {
        Bytes zeros48 = Bytes.zeros(48);
        ByteWriter out = new ByteWriter()
                .bytes(TEE_TCB_SVN)
                .bytes(Digest.SHA_384.of(Bytes.utf8("simulated TDX module")))
                .bytes(zeros48)
                .u64le(0)
                .u64le(1L << 28)
                .u64le(0x602e7)
                .bytes(mrtd)
                .bytes(zeros48)
                .bytes(zeros48)
                .bytes(zeros48);
        rtmrs.forEach(out::bytes);
        return out.bytes(reportData).toBytes();
    }

    /** TD report 1.5: the module has not been updated since the domain's launch, and no service domain is bound. */
    static Bytes domain15(Bytes domain) {
        return Bytes.concat(domain, TEE_TCB_SVN, Bytes.zeros(48));
    }
}
