package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.util.List;

/** Which algorithms the certificates and revocation lists of a hierarchy have; whatever else one names is refused when read. */
public enum CertificateProfile {
    /** Intel's: keys on P-256, signatures by ECDSA with SHA-256. */
    ECDSA_P256 {
        @Override
        VerificationKey key(Bytes spki, String path) throws MalformedEvidenceException {
            return EcPublicKey.ofSubjectPublicKeyInfo(EcCurve.P_256, spki, path);
        }

        @Override
        SignatureValue signature(Bytes value, String path) throws MalformedEvidenceException {
            return EcdsaSignature.ofDer(EcCurve.P_256, value, path);
        }

        @Override
        boolean names(Bytes algorithm) {
            return algorithm.equals(ECDSA_WITH_SHA256);
        }

        @Override
        String inWords() {
            return "ecdsa-with-SHA256 without parameters";
        }
    },
    /**
     * AMD's: RSA keys for who issues and keys on P-384 for who signs reports; all signatures by RSASSA-PSS with SHA-384, MGF1
     * with SHA-384, a salt of 48 bytes and trailer field 1, which AMD wrote out until late in 2024 though DER leaves a default
     * out.
     */
    RSA_PSS_SHA384 {
        @Override
        VerificationKey key(Bytes spki, String path) throws MalformedEvidenceException {
            DerReader algorithm =
                    DerReader.of(spki, path).sequence("subjectPublicKeyInfo").sequence("algorithm");
            return algorithm.oid("algorithm").equals(EcPublicKey.EC_PUBLIC_KEY)
                    ? EcPublicKey.ofSubjectPublicKeyInfo(EcCurve.P_384, spki, path)
                    : RsaPublicKey.ofSubjectPublicKeyInfo(spki, path);
        }

        @Override
        SignatureValue signature(Bytes value, String path) {
            return new RsaPssSignature(value);
        }

        @Override
        boolean names(Bytes algorithm) {
            return PSS_SHA384.contains(algorithm);
        }

        @Override
        String inWords() {
            return "RSASSA-PSS with SHA-384, MGF1 with SHA-384, a salt of 48 bytes and trailer field 1";
        }
    };

    /** RFC 5758 section 3.2. */
    private static final Bytes ECDSA_WITH_SHA256 = Bytes.hex("300a06082a8648ce3d040302");

    private static final String PSS = "06092a864886f70d01010a";
    private static final String PSS_PARAMETERS = "a00f300d06096086480165030402020500"
            + "a11c301a06092a864886f70d010108300d06096086480165030402020500"
            + "a203020130";

    /** RFC 4055 section 3.1, without and with the default trailer field. */
    private static final List<Bytes> PSS_SHA384 = List.of(
            Bytes.hex("3041" + PSS + "3034" + PSS_PARAMETERS),
            Bytes.hex("3046" + PSS + "3039" + PSS_PARAMETERS + "a303020101"));

    abstract VerificationKey key(Bytes spki, String path) throws MalformedEvidenceException;

    abstract SignatureValue signature(Bytes value, String path) throws MalformedEvidenceException;

    /** Whether an AlgorithmIdentifier, whole, is this profile's. */
    abstract boolean names(Bytes algorithm);

    abstract String inWords();

    /** Reads an AlgorithmIdentifier, whole, which must be this profile's. */
    Bytes require(DerReader in, String path, String field) throws MalformedEvidenceException {
        Bytes algorithm = in.element(field);
        if (!names(algorithm)) {
            throw new MalformedEvidenceException(Malformation.UNSUPPORTED, path + "." + field, 0, inWords());
        }
        return algorithm;
    }
}
