package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that nobody here wrote makes the same ID block of the same digest and keys, and the same page of its own signatures. */
class PeerIdBlockTest {

    private static final Bytes DIGEST = Bytes.ofRepeated(0xc3, 48);

    @TempDir
    private Path folder;

    @Test
    void sevSnpMeasureMakesTheSame() throws Exception {
        PeerLaunch peer = PeerLaunch.in(folder);
        Bytes idKey = newKey();
        Bytes authorKey = newKey();
        peer.ask(
                "block",
                Map.of(
                        "mode", "id-block",
                        "digest", DIGEST.toHex(),
                        "id_key", peer.file("id.pem", idKey),
                        "author_key", peer.file("author.pem", authorKey)));
        Map<String, Bytes> theirs = parts(peer.answers().getOrDefault("block", ""));

        IdKey id = IdKeyFile.read(idKey);
        IdKey author = IdKeyFile.read(authorKey);
        Bytes page = theirs.getOrDefault("id-auth", Bytes.empty());

        assertThat(IdBlock.of(DIGEST).toBytes()).isEqualTo(theirs.get("id-block"));
        assertThat(id.digest()).isEqualTo(theirs.get("id_key_hash"));
        assertThat(author.digest()).isEqualTo(theirs.get("author_key"));
        assertThat(new IdAuthentication(
                                signature(page, 0x40),
                                id,
                                Optional.of(new IdAuthentication.Author(signature(page, 0x680), author)))
                        .toBytes())
                .isEqualTo(page);
    }

    /** {@code id-block=…,id-auth=… id_key_hash: … author_key: …}. */
    private static Map<String, Bytes> parts(String answer) throws Exception {
        Map<String, Bytes> parts = new LinkedHashMap<>();
        for (String part : answer.replace(": ", "=").replace(',', ' ').split(" ", -1)) {
            int at = part.indexOf('=');
            parts.put(part.substring(0, at), Base64Text.decode(part.substring(at + 1), part.substring(0, at)));
        }
        return parts;
    }

    private static IdBlock.Signature signature(Bytes page, int at) {
        return new IdBlock.Signature(bigEndian(page.slice(at, at + 48)), bigEndian(page.slice(at + 72, at + 120)));
    }

    private static Bytes bigEndian(Bytes number) {
        int[] bytes = new int[number.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = number.at(bytes.length - 1 - i);
        }
        return Bytes.of(bytes);
    }

    /** As OpenSSL writes it, public key and all. */
    private static Bytes newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey point = (ECPublicKey) pair.getPublic();
        Bytes der = Bytes.hex("3081a4020101" + "0430" + hex(((ECPrivateKey) pair.getPrivate()).getS())
                + "a00706052b81040022" + "a16403620004" + hex(point.getW().getAffineX())
                + hex(point.getW().getAffineY()));
        return Bytes.utf8("-----BEGIN EC PRIVATE KEY-----\n"
                + Base64Text.encode(der).replaceAll("(.{64})", "$1\n") + "\n-----END EC PRIVATE KEY-----\n");
    }

    private static String hex(BigInteger number) {
        return String.format("%096x", number);
    }
}
