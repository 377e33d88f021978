package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.math.BigInteger;
import java.security.Provider;
import java.util.List;

/**
 * What a provider has to answer before it is believed, for each algorithm: yes to a signature that is right, no to one of
 * another message and to one with a bit changed.
 *
 * @see "RFC 6979 appendices A.2.5 and A.2.6, message \"sample\"; the RSASSA-PSS signature was made by OpenSSL"
 */
final class KnownAnswers {

    private static final Bytes MESSAGE = Bytes.utf8("sample");

    private record KnownSignature(VerificationKey key, SignatureValue right, SignatureValue wrong) {}

    private static final List<KnownSignature> SIGNATURES = List.of(ecdsaP256(), ecdsaP384(), rsaPss());

    private KnownAnswers() {}

    /** Whether the provider gives them all; whatever it throws is a wrong answer. */
    static boolean areGivenBy(Provider provider) {
        try {
            SignatureVerifier verifier = ProviderSignatureVerifier.ofFirst(provider);
            return SIGNATURES.stream()
                    .allMatch(known -> verifier.verifies(known.key(), MESSAGE, known.right())
                            && !verifier.verifies(known.key(), Bytes.utf8("Sample"), known.right())
                            && !verifier.verifies(known.key(), MESSAGE, known.wrong()));
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static KnownSignature ecdsaP256() {
        return ecdsa(
                new EcPublicKey(
                        EcCurve.P_256,
                        Bytes.hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
                        Bytes.hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")),
                Bytes.hex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"),
                Bytes.hex("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"));
    }

    private static KnownSignature ecdsaP384() {
        return ecdsa(
                new EcPublicKey(
                        EcCurve.P_384,
                        Bytes.hex("ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64"
                                + "def8f0ea9055866064a254515480bc13"),
                        Bytes.hex("8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1"
                                + "288b231c3ae0d4fe7344fd2533264720")),
                Bytes.hex("94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c"
                        + "81a648152e44acf96e36dd1e80fabe46"),
                Bytes.hex("99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f"
                        + "a329c145786e679e7b82c71a38628ac8"));
    }

    private static KnownSignature ecdsa(EcPublicKey key, Bytes r, Bytes s) {
        return new KnownSignature(
                key,
                new EcdsaSignature(Bytes.concat(r, s)),
                new EcdsaSignature(Bytes.concat(r, withLastBitChanged(s))));
    }

    private static KnownSignature rsaPss() {
        BigInteger modulus = new BigInteger(
                "a459935c4557b0490a42753d91ee57c2b6020fe270860043e1a1c7e3e2964c4e"
                        + "bf48d1b89323ae91fe50222367d1cc8ec457f955b20666f5ab6892a54d5cf5f8"
                        + "aca503d6ffb555ddd22ce1d4bf36282d656fd6688edc836158a327f42d8f0280"
                        + "6388b3f2b79c2751d2ab4928969107527111523a137de4de6b33577c53949aaa"
                        + "6c85f218ed6fdf65713d4ca7afb3cea1ca5da86cf87dcaa73873fe2341026dc2"
                        + "e1e48ec5b6c7dba7fe65a033dbfcb786c3df12808d6f043f2f4b702861a871df"
                        + "c859ea903af51856811e8798cc76d433b7e2b5c7014970115411b89b9dca1ed3"
                        + "1932dac43f859c1f841ea63c4424656e1aaa280b5b46c80f043fad2dc1fa9667",
                16);
        // SEQUENCE { SEQUENCE { rsaEncryption, NULL }, BIT STRING { SEQUENCE { modulus, 65537 } } }
        Bytes spki = Bytes.hex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100"
                + modulus.toString(16) + "0203010001");
        Bytes signature = Bytes.hex("325e62f20ecc05071f05747160d7f41d19e7c2884f5ed0c967f64fc15b0c4d6a"
                + "fb0413540f7c698d788f6caaf208ab85beb5a0e7c387ffd90c893557c3b5356a"
                + "82431b958d4f82033daa01b97bf305fcdb0e214fbc26bfc85953bde31b84a677"
                + "d5f020ddf3e51b8336778c0526941d92af7e519d3f9a58f4236bc7135e75229b"
                + "9d6877b76eaa6d52a23d217f0504a0f9e217d93cc083c437ca9ae5d36cc24f66"
                + "fdb399122df594dec101e3089dbfe6c0d07def4e4d1231110e950c2945bde31a"
                + "9201ece481ebe0432b236bfa144e2b761c54e56d3f25d99bc9f56cd04b8a1034"
                + "d94e2b1c64a09eb892241ca85bd0d2e30a7ebb9801d3afe69e796a53933e1857");
        return new KnownSignature(
                new RsaPublicKey(modulus, spki),
                new RsaPssSignature(signature),
                new RsaPssSignature(withLastBitChanged(signature)));
    }

    private static Bytes withLastBitChanged(Bytes bytes) {
        int last = bytes.size() - 1;
        return Bytes.concat(bytes.slice(0, last), Bytes.of(bytes.at(last) ^ 1));
    }
}
