package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.crypto.Extension;
import java.util.Optional;

/**
 * A certificate of a key that signs reports, a VCEK or VLEK, with what AMD's extensions say of it. It is what somebody sent:
 * whether AMD issued it is for {@link SnpVerifier} to say.
 *
 * <pre>
 * 1.3.6.1.4.1.3704.1.1     structVersion  INTEGER     0, 1 on Turin
 *                   .2     productName    IA5String   line[-stepping]; the stepping is often wrong
 *                   .3.1   blSPL          INTEGER
 *                   .3.2   teeSPL         INTEGER
 *                   .3.3   snpSPL         INTEGER
 *                   .3.4 to .3.7          INTEGER     0 where there
 *                   .3.8   ucodeSPL       INTEGER
 *                   .3.9   fmcSPL         INTEGER     Turin alone
 *                   .4     hwID           64 bytes, 8 on Turin, bare or in an OCTET STRING; of a VCEK alone
 *                   .5     csp_id         IA5String   of a VLEK alone
 * </pre>
 *
 * @param product the line that productName begins with
 * @param tcb the TCB that the key was derived for, in the layout of the line
 * @param hwId the chip, for a VCEK
 * @param cspId the cloud provider, for a VLEK
 * @see "57230 section 3, VCEK and VLEK certificate definition"
 */
public record VekCertificate(
        Certificate certificate,
        int structVersion,
        String productName,
        SnpProduct product,
        TcbVersion tcb,
        Optional<Bytes> hwId,
        Optional<String> cspId) {

    private static final Bytes ARC = Bytes.hex("2b060104019c7801");
    private static final int MAX_TEXT = 256;

    /** Reads the certificate, as {@link VekEndorsement} finds it. */
    static VekCertificate read(Bytes der) throws MalformedEvidenceException {
        return of(Certificate.read(der, CertificateProfile.RSA_PSS_SHA384, "vek"));
    }

    /** Reads AMD's extensions of a certificate. */
    public static VekCertificate of(Certificate certificate) throws MalformedEvidenceException {
        String name = text(certificate, "productName", 2);
        int dash = name.indexOf('-');
        SnpProduct product = SnpProduct.of(dash < 0 ? name : name.substring(0, dash))
                .orElseThrow(() -> fault("productName", "a product line that is known, found " + name));
        for (int spl = 4; spl <= 7; spl++) {
            if (extension(certificate, 3, spl).isPresent() && spl(certificate, "spl" + spl, spl) != 0) {
                throw fault("spl" + spl, "0, which is all that is defined");
            }
        }
        boolean turin = product.tcbLayout() == TcbLayout.TURIN;
        if (!turin && extension(certificate, 3, 9).isPresent() && spl(certificate, "fmcSPL", 9) != 0) {
            throw fault("fmcSPL", "0 or nothing on " + product);
        }
        TcbVersion tcb = new TcbVersion(
                product.tcbLayout(),
                turin ? spl(certificate, "fmcSPL", 9) : 0,
                spl(certificate, "blSPL", 1),
                spl(certificate, "teeSPL", 2),
                spl(certificate, "snpSPL", 3),
                spl(certificate, "ucodeSPL", 8));
        Optional<Bytes> hwId = extension(certificate, 4).isPresent()
                ? Optional.of(hwId(value(certificate, "hwID", 4)))
                : Optional.empty();
        Optional<String> cspId =
                extension(certificate, 5).isPresent() ? Optional.of(text(certificate, "csp_id", 5)) : Optional.empty();
        return new VekCertificate(
                certificate, number(certificate, "structVersion", 1), name, product, tcb, hwId, cspId);
    }

    /** 64 or 8 bytes as the extension's value itself, or in an OCTET STRING; the four lengths differ. */
    private static Bytes hwId(Bytes value) throws MalformedEvidenceException {
        if (value.size() == SnpReport.CHIP_ID_SIZE || value.size() == 8) {
            return value;
        }
        DerReader wrapped = DerReader.of(value, "vek.hwID");
        Bytes id = wrapped.content("hwID", DerReader.OCTET_STRING);
        wrapped.end();
        if (id.size() != SnpReport.CHIP_ID_SIZE && id.size() != 8) {
            throw fault("hwID", "64 or 8 bytes, found " + id.size());
        }
        return id;
    }

    private static int spl(Certificate certificate, String name, int number) throws MalformedEvidenceException {
        return number(certificate, name, 3, number);
    }

    private static int number(Certificate certificate, String name, int... arc) throws MalformedEvidenceException {
        DerReader in = DerReader.of(value(certificate, name, arc), "vek." + name);
        int number = in.unsigned(name, 255);
        in.end();
        return number;
    }

    private static String text(Certificate certificate, String name, int... arc) throws MalformedEvidenceException {
        DerReader in = DerReader.of(value(certificate, name, arc), "vek." + name);
        Bytes text = in.content(name, DerReader.IA5_STRING);
        in.end();
        if (text.isEmpty() || text.size() > MAX_TEXT) {
            throw fault(name, "1 to " + MAX_TEXT + " characters");
        }
        for (int i = 0; i < text.size(); i++) {
            if (text.at(i) < 0x20 || text.at(i) > 0x7e) {
                throw fault(name, "printable ASCII");
            }
        }
        return text.toUtf8("vek." + name);
    }

    private static Bytes value(Certificate certificate, String name, int... arc) throws MalformedEvidenceException {
        return extension(certificate, arc)
                .map(Extension::value)
                .orElseThrow(() -> fault(name, "AMD's extension " + name));
    }

    private static Optional<Extension> extension(Certificate certificate, int... arc) {
        return certificate.extension(Bytes.concat(ARC, Bytes.of(arc)));
    }

    private static MalformedEvidenceException fault(String field, String expected) {
        return new MalformedEvidenceException(SnpFault.VEK_EXTENSION, "vek." + field, 0, expected);
    }
}
