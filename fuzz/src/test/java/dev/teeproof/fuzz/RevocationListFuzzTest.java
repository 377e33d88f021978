package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateRevocationList;

/** {@link CertificateRevocationList#readAnyForm}: DER, PEM, hexadecimal text. */
class RevocationListFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Reading.of(input, RevocationListFuzzTest::read).ifPresent(list -> {
            Reading.same(list, Reading.again(list.der(), RevocationListFuzzTest::read));
            Reading.same(list, Reading.again(Bytes.utf8(list.der().toHex()), RevocationListFuzzTest::read));
        });
    }

    private static CertificateRevocationList read(Bytes input) throws MalformedEvidenceException {
        return CertificateRevocationList.readAnyForm(input, "fuzz");
    }
}
