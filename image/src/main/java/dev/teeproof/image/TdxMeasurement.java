package dev.teeproof.image;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Members;
import dev.teeproof.codec.cbor.CborReader;
import dev.teeproof.codec.cbor.CborWriter;

/**
 * {@code measurement.tdx.cbor}, version 3: the digests from which MRTD, RTMR1, RTMR2 and parts of RTMR0 follow.
 *
 * <pre>
 * { version: 3,
 *   image: { cmdline_sha384: bytes(48), kernel_authenticode: bytes(48), initrd_sha384: bytes(48) },
 *   tdvf:  { ovmf: "pre202505", mrtd: { single_pass: bytes(48), two_pass: bytes(48) }, td_hob: bytes } }
 * </pre>
 *
 * Unknown members are ignored; what follows the map is refused.
 *
 * @param mrtdSinglePass MRTD where QEMU measures each page as it adds it
 * @param mrtdTwoPass MRTD where QEMU adds all pages of a section before it measures them
 * @param tdHob the encoded {@link TdHobWitness}
 */
public record TdxMeasurement(
        Bytes cmdlineSha384,
        Bytes kernelAuthenticode,
        Bytes initrdSha384,
        OvmfVariant ovmf,
        Bytes mrtdSinglePass,
        Bytes mrtdTwoPass,
        Bytes tdHob) {

    public static final String FILE_NAME = "measurement.tdx.cbor";

    static TdxMeasurement read(Bytes cbor) throws MalformedEvidenceException {
        CborReader in = CborReader.of(cbor, FILE_NAME);
        Members<CborReader> document = in.map();
        in.end();
        if (document.required("version").unsigned() != 3) {
            throw new MalformedEvidenceException(Malformation.UNSUPPORTED, FILE_NAME + ".version", 0, "version 3");
        }
        Members<CborReader> image = document.required("image").map();
        Members<CborReader> tdvf = document.required("tdvf").map();
        Members<CborReader> mrtd = tdvf.required("mrtd").map();
        return new TdxMeasurement(
                image.required("cmdline_sha384").bytes(48),
                image.required("kernel_authenticode").bytes(48),
                image.required("initrd_sha384").bytes(48),
                OvmfVariant.of(tdvf.required("ovmf").text(), FILE_NAME + ".tdvf.ovmf"),
                mrtd.required("single_pass").bytes(48),
                mrtd.required("two_pass").bytes(48),
                tdvf.required("td_hob").bytes());
    }

    /** The document as an image's build writes it: what {@link CommittedMeasurement} reads. */
    public Bytes toCbor() {
        CborWriter out = new CborWriter().map(3);
        out.text("version").unsigned(3);
        out.text("image").map(3);
        out.text("cmdline_sha384").bytes(cmdlineSha384);
        out.text("kernel_authenticode").bytes(kernelAuthenticode);
        out.text("initrd_sha384").bytes(initrdSha384);
        out.text("tdvf").map(3);
        out.text("ovmf").text(ovmf.text());
        out.text("mrtd").map(2);
        out.text("single_pass").bytes(mrtdSinglePass);
        out.text("two_pass").bytes(mrtdTwoPass);
        return out.text("td_hob").bytes(tdHob).toBytes();
    }
}
