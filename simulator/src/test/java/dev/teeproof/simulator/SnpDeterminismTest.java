package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.RsaPssSignature;
import dev.teeproof.crypto.RsaPublicKey;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.SnpReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnpDeterminismTest {

    private static final SignatureVerifier SIGNATURES = SignatureVerifier.ofJava();

    @ParameterizedTest
    @EnumSource
    void theSameSeedAndInstantGiveTheSameBytes(SnpProduct product) {
        SimulatedReport first = SnpBlueprint.of(product, 7, SnpEvidence.AT).mint();
        SimulatedReport second = SnpBlueprint.of(product, 7, SnpEvidence.AT).mint();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void anotherSeedOrInstantGivesOthers() {
        SnpBlueprint plan = SnpBlueprint.of(SnpProduct.MILAN, 7, SnpEvidence.AT);
        SimulatedReport first = plan.mint();
        SimulatedReport later = SnpBlueprint.of(SnpProduct.MILAN, 7, SnpEvidence.AT.plus(Duration.ofDays(1)))
                .mint();
        SimulatedReport other =
                SnpBlueprint.of(SnpProduct.MILAN, 8, SnpEvidence.AT).mint();

        assertThat(later.report()).isEqualTo(first.report());
        assertThat(later.vek()).isNotEqualTo(first.vek());
        assertThat(other.report()).isNotEqualTo(first.report());
        assertThat(other.root()).isNotEqualTo(first.root());
    }

    @Test
    void theSigningKeyFollowsFromTheChipAndTheReportedTcb() throws Exception {
        SnpBlueprint plan = SnpBlueprint.of(SnpProduct.GENOA, 7, SnpEvidence.AT);
        SnpBlueprint otherTcb = SnpMachineFault.TCB_OUT_OF_DATE.in(plan);
        SnpBlueprint otherChip = plan.chip(Bytes.hex("5a".repeat(64)));

        assertThat(vekKey(plan.vmpl(1))).isEqualTo(vekKey(plan));
        assertThat(vekKey(otherTcb)).isNotEqualTo(vekKey(plan));
        assertThat(vekKey(otherChip)).isNotEqualTo(vekKey(plan));
    }

    @Test
    void aReportIsSignedByTheKeyOfItsCertificate() throws Exception {
        SimulatedReport minted =
                SnpBlueprint.of(SnpProduct.TURIN, 7, SnpEvidence.AT).mint();
        SnpReport report = SnpReport.parse(minted.report());
        Certificate vek = SnpEvidence.certificate(minted.vek());

        assertThat(SIGNATURES.verifies(vek.publicKey(), report.signedData(), report.signature()))
                .isTrue();
    }

    @Test
    void machinesUnderOnePkiShareItsRootAndNothingElse() {
        SnpBlueprint first = SnpBlueprint.of(SnpProduct.MILAN, 7, SnpEvidence.AT);
        SnpBlueprint second =
                SnpBlueprint.of(SnpProduct.MILAN, 8, SnpEvidence.AT).underThePkiOf(first);

        assertThat(second.sharesThePkiOf(first)).isTrue();
        assertThat(second.mint().root()).isEqualTo(first.mint().root());
        assertThat(second.mint().vek()).isNotEqualTo(first.mint().vek());
        assertThat(SnpEvidence.findings(second.mint(), first.mint().trustAnchors()))
                .isEmpty();
    }

    @Test
    void rsaSignaturesAreThoseOfTheKeyAndDifferWithTheMessage() throws Exception {
        SimulatedRsaKey key = SimulatedRsaKey.of(7, "a key");
        Bytes message = Bytes.utf8("message");
        Bytes signature = key.encodedSignature(message);
        SimulatedReport minted =
                SnpBlueprint.of(SnpProduct.MILAN, 7, SnpEvidence.AT).mint();
        Certificate root = SnpEvidence.certificate(minted.root());

        assertThat(key.encodedSignature(message)).isEqualTo(signature);
        assertThat(key.encodedSignature(Bytes.utf8("massage"))).isNotEqualTo(signature);
        assertThat(((RsaPublicKey) root.publicKey()).modulus().bitLength()).isEqualTo(2048);
        assertThat(SIGNATURES.verifies(root.publicKey(), message, new RsaPssSignature(signature)))
                .isFalse();
        assertThat(SIGNATURES.verifies(root.publicKey(), root.tbs(), root.signature()))
                .isTrue();
    }

    private static Bytes vekKey(SnpBlueprint plan) throws Exception {
        return SnpEvidence.certificate(plan.mint().vek()).subjectPublicKeyInfo();
    }
}
