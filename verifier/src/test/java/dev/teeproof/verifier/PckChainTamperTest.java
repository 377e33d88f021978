package dev.teeproof.verifier;

import static dev.teeproof.dcap.QuoteCheck.PCK_CHAIN_FORMAT;
import static dev.teeproof.dcap.QuoteCheck.PCK_CHAIN_UNTRUSTED;
import static dev.teeproof.dcap.QuoteCheck.QE_REPORT_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificates that a quote carries, each changed in each of its parts. */
class PckChainTamperTest {

    private static final String LEAF_CA_ROOT = "the leaf, the CA, the root";

    @ParameterizedTest(name = "certificate {0} of " + LEAF_CA_ROOT)
    @ValueSource(ints = {0, 1, 2})
    void aBitInACertificateBreaksItsSignature(int index) throws Exception {
        List<Bytes> chain = QuoteParts.chain(Real.tdx(Real.lite()).quote());
        Certificate read = Certificate.read(chain.get(index), "certificate");
        Bytes der = read.der();
        Bytes serial = Bytes.copyOf(read.serialNumber().toByteArray());
        Bytes name = Bytes.utf8("Santa Clara");
        int tbs = Tamper.find(der, read.tbs());
        int subject = tbs + read.tbs().size() - 1;

        assertThat(failure(replaced(chain, index, Tamper.flipIn(der, serial)))).isEqualTo(PCK_CHAIN_UNTRUSTED);
        assertThat(failure(replaced(chain, index, Tamper.flipIn(der, name)))).isEqualTo(PCK_CHAIN_UNTRUSTED);
        assertThat(failure(replaced(chain, index, Tamper.flip(der, der.size() - 1))))
                .isEqualTo(PCK_CHAIN_UNTRUSTED);
        assertThat(failure(replaced(chain, index, Tamper.flip(der, subject))))
                .isIn(PCK_CHAIN_UNTRUSTED, PCK_CHAIN_FORMAT);
    }

    /** A key with a bit flipped is no point of the curve. */
    @ParameterizedTest(name = "certificate {0} of " + LEAF_CA_ROOT)
    @ValueSource(ints = {0, 1, 2})
    void aKeyThatIsNoPointCannotBeRead(int index) throws Exception {
        List<Bytes> chain = QuoteParts.chain(Real.tdx(Real.lite()).quote());
        Certificate read = Certificate.read(chain.get(index), "certificate");

        assertThat(failure(replaced(chain, index, Tamper.flipIn(read.der(), read.subjectPublicKeyInfo()))))
                .isEqualTo(PCK_CHAIN_FORMAT);
    }

    /** 26041500 → 26041501: the date can be read, and is not the one that was signed. */
    @Test
    void aLongerValidityBreaksTheSignature() throws Exception {
        List<Bytes> chain = QuoteParts.chain(Real.tdx(Real.lite()).quote());

        assertThat(failure(replaced(chain, 0, Tamper.flipIn(chain.get(0), Bytes.utf8("260415")))))
                .isEqualTo(PCK_CHAIN_UNTRUSTED);
    }

    @ParameterizedTest(name = "order {0} of " + LEAF_CA_ROOT + ": {1}")
    @CsvSource({
        "021, PCK_CHAIN_UNTRUSTED",
        "102, PCK_CHAIN_UNTRUSTED",
        "120, PCK_CHAIN_UNTRUSTED",
        "210, PCK_CHAIN_UNTRUSTED",
        "00, PCK_CHAIN_UNTRUSTED",
        "11, PCK_CHAIN_UNTRUSTED",
        "22, PCK_CHAIN_UNTRUSTED",
        "12, PCK_CHAIN_UNTRUSTED",
        "02, PCK_CHAIN_UNTRUSTED",
        "011, PCK_CHAIN_UNTRUSTED",
        "010, PCK_CHAIN_UNTRUSTED",
        "0, PCK_CHAIN_FORMAT",
        "0122, PCK_CHAIN_FORMAT",
        "'', PCK_CHAIN_FORMAT"
    })
    void certificatesThatAreDroppedDoubledOrSwappedAreNoChain(String order, QuoteCheck code) throws Exception {
        List<Bytes> chain = QuoteParts.chain(Real.tdx(Real.lite()).quote());

        assertThat(failure(order.chars().mapToObj(c -> chain.get(c - '0')).toList()))
                .isEqualTo(code);
    }

    /** A genuine PCK certificate, under the same CA, of another machine. */
    @Test
    void theCertificateOfAnotherMachineDidNotSignTheEnclavesReport() throws Exception {
        List<Bytes> chain = QuoteParts.chain(Real.tdx(Real.lite()).quote());
        List<Bytes> other = QuoteParts.chain(Real.tdx(Real.legacy()).quote());

        assertThat(failure(replaced(chain, 0, other.get(0)))).isEqualTo(QE_REPORT_SIGNATURE);
    }

    /** The signer of TCB infos is issued by the same root, and is no CA of PCK certificates. */
    @Test
    void theTcbSignerIsNeitherCaNorLeafOfAPckChain() throws Exception {
        List<Bytes> chain = QuoteParts.chain(Real.tdx(Real.lite()).quote());
        Bytes signer =
                Pem.read(Real.collateral(Real.APRIL).tcbInfo().issuerChain()).get(0);

        assertThat(failure(replaced(chain, 1, signer))).isEqualTo(PCK_CHAIN_UNTRUSTED);
        assertThat(failure(List.of(signer, chain.get(2), chain.get(2)))).isEqualTo(PCK_CHAIN_UNTRUSTED);
    }

    private static List<Bytes> replaced(List<Bytes> chain, int index, Bytes certificate) {
        List<Bytes> other = new ArrayList<>(chain);
        other.set(index, certificate);
        return other;
    }

    private static QuoteCheck failure(List<Bytes> chain) throws Exception {
        Bytes quote = QuoteParts.withChain(Real.tdx(Real.lite()).quote(), Pem.write(chain));
        AttestationResult result = Real.verifyLite(Real.withQuote(Real.lite(), quote));
        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        return (QuoteCheck) Real.firstFailure(result);
    }
}
