package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.SimulatedAmd.CHAIN;
import static dev.teeproof.sources.SimulatedAmd.CRL;
import static dev.teeproof.sources.SimulatedAmd.ITEMS;
import static dev.teeproof.sources.SimulatedAmd.MACHINE;
import static dev.teeproof.sources.SimulatedAmd.MINTED;
import static dev.teeproof.sources.SimulatedAmd.VCEK;
import static dev.teeproof.sources.SimulatedAmd.certificate;
import static dev.teeproof.sources.SimulatedAmd.genuine;
import static dev.teeproof.sources.SimulatedAmd.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpBlueprint.Signed;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.SnpProduct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may be kept under which item. */
class GenuineAmdEndorsementsTest {

    private static Optional<String> trouble(AmdItem item, SnpBlueprint machine) {
        var minted = machine.mint();
        return genuine().trouble(item, part(item, minted), () -> Optional.of(minted.chainPem()));
    }

    @Test
    void whatEndsAtARootIsGenuineWhateverItsDates() {
        for (AmdItem item : ITEMS) {
            assertThat(trouble(item, MACHINE)).as("%s", item).isEmpty();
        }
    }

    @Test
    void whatIsForgedIsNot() {
        Map<AmdItem, Signed> signed = Map.of(VCEK, Signed.VEK, CHAIN, Signed.ISSUER, CRL, Signed.CRL);

        signed.forEach((item, what) ->
                assertThat(trouble(item, MACHINE.forged(what))).as("%s", item).isPresent());
    }

    @Test
    void aCertificateUnderAnIssuerThatNoRootSignedIsNot() {
        assertThat(trouble(VCEK, MACHINE.forged(Signed.ISSUER)))
                .hasValueSatisfying(words -> assertThat(words).contains("no issuer under a trust anchor"));
        assertThat(trouble(VCEK, MACHINE.strangeRoot())).isPresent();
        assertThat(trouble(CHAIN, MACHINE.strangeRoot())).isPresent();
    }

    @Test
    void aChainWithARootThatIsNotTheAnchorIsNot() {
        assertThat(trouble(CHAIN, MACHINE.strangeRootSent())).isPresent();
    }

    @Test
    void whatIsOfAnotherItemIsNot() {
        assertThat(trouble(VCEK, MACHINE.chip(Bytes.hex("cd".repeat(64))))).isPresent();
        assertThat(trouble(new AmdItem.IssuerChain(SnpProduct.MILAN, SigningKey.VLEK), MACHINE))
                .isPresent();
        assertThat(trouble(new AmdItem.IssuerChain(SnpProduct.GENOA, SigningKey.VCEK), MACHINE))
                .isPresent();
        assertThat(trouble(new AmdItem.RevocationList(SnpProduct.GENOA, SigningKey.VCEK), MACHINE))
                .isPresent();
    }

    @Test
    void anIssuerThatIsAtHandIsNotAskedFor() {
        GenuineAmdEndorsements genuine = GenuineAmdEndorsements.of(
                List.of(certificate(MINTED.root())),
                List.of(certificate(MINTED.issuer())),
                SignatureVerifier.ofPlatform());

        assertThat(genuine.trouble(VCEK, MINTED.vek(), () -> {
                    throw new IllegalStateException("was asked for");
                }))
                .isEmpty();
    }

    @Test
    void anIssuerThatIsAtHandIsTrustedNoMoreThanAnother() {
        GenuineAmdEndorsements genuine = GenuineAmdEndorsements.of(
                List.of(certificate(
                        SnpBlueprint.of(SnpProduct.MILAN, 8, AT).mint().root())),
                List.of(certificate(MINTED.issuer())),
                SignatureVerifier.ofPlatform());

        assertThat(genuine.trouble(VCEK, MINTED.vek(), Optional::empty)).isPresent();
    }

    @Test
    void amdsOwnAreGenuine() throws Exception {
        Bytes chain = Bytes.copyOf(Conformance.bytes("snp/ask_ark_milan.pem"));
        Bytes vcek = Bytes.copyOf(Conformance.bytes("snp/milan-v2.vcek.der"));
        List<Certificate> certificates = SnpCertificates.read(chain, "chain");
        GenuineAmdEndorsements genuine =
                GenuineAmdEndorsements.of(List.of(certificates.get(1)), List.of(), SignatureVerifier.ofPlatform());
        var said = AmdStatement.vcek(vcek);
        AmdItem item = new AmdItem.Vcek(SnpProduct.MILAN, said.hwId().orElseThrow(), said.tcb());

        assertThat(genuine.trouble(item, vcek, () -> Optional.of(chain))).isEmpty();
        assertThat(genuine.trouble(CHAIN, chain, Optional::empty)).isEmpty();
        assertThat(genuine.trouble(item, vcek, () -> Optional.of(MINTED.chainPem())))
                .isPresent();
    }
}
