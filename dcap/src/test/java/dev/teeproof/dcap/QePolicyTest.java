package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QePolicyTest {

    private static final String MISC = "00000000";
    private static final String ATTRIBUTES = "1500000000000000e700000000000000";
    private static final String SIGNER = "dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5";

    @ParameterizedTest(name = "MISCSELECT {0}, ATTRIBUTES {1}, signer {2}, product {3}, SVN {4}: {5}")
    @CsvSource({
        // MISCSELECT: every bit is under the mask.
        "00000001, " + ATTRIBUTES + ", " + SIGNER + ", 2, 6, QE_MISCSELECT",
        "01000000, " + ATTRIBUTES + ", " + SIGNER + ", 2, 6, QE_MISCSELECT",
        // INIT clear; CET, which is under the mask, set; PROVISIONKEY clear.
        MISC + ", 1400000000000000e700000000000000, " + SIGNER + ", 2, 6, QE_ATTRIBUTES",
        MISC + ", 5500000000000000e700000000000000, " + SIGNER + ", 2, 6, QE_ATTRIBUTES",
        MISC + ", 0500000000000000e700000000000000, " + SIGNER + ", 2, 6, QE_ATTRIBUTES",
        // DEBUG: under Intel's mask.
        MISC + ", 1700000000000000e700000000000000, " + SIGNER + ", 2, 6, QE_ATTRIBUTES",
        MISC + ", " + ATTRIBUTES
                + ", 8c4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff, 2, 6, QE_MRSIGNER",
        MISC + ", " + ATTRIBUTES + ", " + SIGNER + ", 1, 6, QE_PRODID",
        MISC + ", " + ATTRIBUTES + ", " + SIGNER + ", 2, 3, QE_SVN_NOT_SUPPORTED"
    })
    void anEnclaveThatIntelDoesNotDescribeIsRefused(
            String misc, String attributes, String signer, int product, int svn, QuoteCheck code) throws Exception {
        assertThat(refusal(qe(misc, attributes, signer, product, svn), TcbDocuments.TD_QE))
                .isEqualTo(code);
    }

    /** Not every identity has DEBUG under its mask; the bit is refused all the same. */
    @Test
    void anEnclaveUnderDebugIsRefusedWhateverTheMask() throws Exception {
        String lax = TcbDocuments.TD_QE.replace("FBFFFFFFFFFFFFFF", "F9FFFFFFFFFFFFFF");

        assertThat(refusal(qe(MISC, "1700000000000000e700000000000000", SIGNER, 2, 6), lax))
                .isEqualTo(QuoteCheck.QE_DEBUG);
    }

    @ParameterizedTest(name = "MISCSELECT {0}, ATTRIBUTES {1}, SVN {2}")
    @CsvSource({
        MISC + ", " + ATTRIBUTES + ", 6",
        // MODE64 and XFRM are outside the mask.
        MISC + ", 11000000000000000300000000000000, 6",
        MISC + ", " + ATTRIBUTES + ", 4",
        MISC + ", " + ATTRIBUTES + ", 65535"
    })
    void theEnclaveThatIntelDescribesPasses(String misc, String attributes, int svn) throws Exception {
        IsvLevel level = QePolicy.require(
                qe(misc, attributes, SIGNER, 2, svn),
                QeIdentity.read(Bytes.utf8(TcbDocuments.TD_QE)),
                new CheckList(QuoteCheck.ALL));

        assertThat(level.isvSvn()).isEqualTo(4);
        assertThat(level.status().status()).contains(TcbStatus.UP_TO_DATE);
    }

    /** The report is masked, the identity's value is not: one that sets a bit outside its own mask matches nothing. */
    @Test
    void theIdentitysValueIsNotMasked() throws Exception {
        String odd = TcbDocuments.TD_QE.replace("\"attributes\":\"11", "\"attributes\":\"15");

        assertThat(refusal(qe(MISC, ATTRIBUTES, SIGNER, 2, 6), odd)).isEqualTo(QuoteCheck.QE_ATTRIBUTES);
    }

    /** Masks are in the order of memory: the first byte is the lowest. */
    @Test
    void theMiscSelectMaskIsInTheOrderOfMemory() throws Exception {
        String lowByteFree = TcbDocuments.TD_QE.replace("\"FFFFFFFF\"", "\"00FFFFFF\"");

        assertThat(QePolicy.require(
                                qe("ff000000", ATTRIBUTES, SIGNER, 2, 6),
                                QeIdentity.read(Bytes.utf8(lowByteFree)),
                                new CheckList(QuoteCheck.ALL))
                        .isvSvn())
                .isEqualTo(4);
        assertThat(refusal(qe("000000ff", ATTRIBUTES, SIGNER, 2, 6), lowByteFree))
                .isEqualTo(QuoteCheck.QE_MISCSELECT);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2} at {3}")
    @CsvSource({
        "'\"version\":2', '\"version\":3', UNSUPPORTED, qe_identity.version",
        "'\"version\":2', '\"version\":1', UNSUPPORTED, qe_identity.version",
        "'\"isvprodid\":2', '\"isvprodid\":\"2\"', WRONG_TYPE, qe_identity.isvprodid",
        "'\"isvprodid\":2', '\"isvprodid\":65536', BAD_VALUE, qe_identity.isvprodid",
        "'\"miscselect\":\"00000000\"', '\"miscselect\":\"000000\"', BAD_LENGTH, qe_identity.miscselect",
        "'\"mrsigner\":\"DC', '\"mrsigner\":\"', BAD_LENGTH, qe_identity.mrsigner",
        "'\"isvsvn\":4', '\"isvsvn\":-4', BAD_VALUE, 'qe_identity.tcbLevels[0].tcb.isvsvn'",
        "'\"tcbStatus\"', '\"other\"', MISSING, 'qe_identity.tcbLevels[0].tcbStatus'"
    })
    void anIdentityThatIntelWouldNotWriteIsRefused(String from, String to, Malformation code, String path) {
        String text = TcbDocuments.TD_QE.replace(from, to);
        assertThat(text).isNotEqualTo(TcbDocuments.TD_QE);

        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> QeIdentity.read(Bytes.utf8(text)));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    private static QuoteCheck refusal(EnclaveReport qe, String identity) throws MalformedEvidenceException {
        QeIdentity read = QeIdentity.read(Bytes.utf8(identity));
        CheckFailedException failure = catchThrowableOfType(
                CheckFailedException.class, () -> QePolicy.require(qe, read, new CheckList(QuoteCheck.ALL)));
        assertThat(failure).as("the refusal").isNotNull();
        return (QuoteCheck) failure.check().code();
    }

    private static EnclaveReport qe(String misc, String attributes, String signer, int product, int svn)
            throws MalformedEvidenceException {
        Bytes report = new ByteWriter()
                .bytes(Bytes.zeros(16))
                .bytes(Bytes.hex(misc))
                .bytes(Bytes.zeros(28))
                .bytes(Bytes.hex(attributes))
                .bytes(Bytes.zeros(64))
                .bytes(Bytes.hex(signer))
                .bytes(Bytes.zeros(96))
                .u16le(product)
                .u16le(svn)
                .bytes(Bytes.zeros(124))
                .toBytes();
        return EnclaveReport.read(ByteReader.of(report, "qe"));
    }
}
