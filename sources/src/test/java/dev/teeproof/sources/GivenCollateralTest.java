package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.Quote;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.TdxBlueprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several sets is chosen, in whatever order they were given. */
class GivenCollateralTest {

    private static void assertChosen(String name, Collateral... given) throws Exception {
        List<Collateral> order = new ArrayList<>(List.of(given));
        assertThat(new GivenCollateral(order).collateral(Simulated.quote()).source())
                .isEqualTo(name);
        assertThat(new GivenCollateral(order.reversed())
                        .collateral(Simulated.quote())
                        .source())
                .isEqualTo(name);
    }

    @Test
    void theOneThatIsInDateWins() throws Exception {
        assertChosen(
                "in date",
                Simulated.collateral("expired", -60),
                Simulated.collateral("in date", 0),
                Simulated.collateral("of the future", 60));
    }

    @Test
    void ofSeveralInDateTheNewestWins() throws Exception {
        assertChosen(
                "newest",
                Simulated.collateral("newest", 0),
                Simulated.collateral("old", -2),
                Simulated.collateral("older", -9));
    }

    @Test
    void ofNoneInDateTheNewestWins() throws Exception {
        assertChosen("expired", Simulated.collateral("expired", -60), Simulated.collateral("long expired", -90));
    }

    @Test
    void anotherPlatformsIsTakenOnlyWhereThereIsNoOther() throws Exception {
        assertChosen("expired", Simulated.collateral("expired", -60), Simulated.ofAnotherPlatform("other", 0));
        assertChosen("other", Simulated.ofAnotherPlatform("other", 0), Simulated.ofAnotherPlatform("old", -2));
    }

    @Test
    void whatCannotBeReadComesLast() throws Exception {
        assertChosen("other", Simulated.ofAnotherPlatform("other", 0), Simulated.unreadable("unreadable"));
        assertChosen("unreadable", Simulated.unreadable("unreadable"));
    }

    @Test
    void noneAtAllIsUnavailable() {
        assertThatThrownBy(() -> new GivenCollateral(List.of()).collateral(Simulated.quote()))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("none was given");
    }

    @Test
    void aCertificateWithoutItsChainIsCompletedFromTheListOfItsIssuer() throws Exception {
        Quote quote = Simulated.quoteWithoutIssuers();
        CollateralSource source = new GivenCollateral(List.of(
                Simulated.collateral("expired", -60),
                // Of another machine, whose CA has the same name in part alone.
                Collateral.readContainer(
                        TdxBlueprint.of(4, Simulated.AT.plus(Duration.ofDays(1)))
                                .pckCa(PckCa.PROCESSOR)
                                .build()
                                .collateralContainer(),
                        "of the processor CA"),
                Simulated.collateral("in date", 0)));

        assertThat(source.pckCertificateChain(quote, Simulated.AT)).isEqualTo(Simulated.pckChain());
    }

    @Test
    void aCertificateOfAnotherCaIsNotCompleted() throws Exception {
        Quote quote = Simulated.quoteWithoutIssuers();
        Bytes ofProcessorCa =
                TdxBlueprint.of(3, Simulated.AT).pckCa(PckCa.PROCESSOR).build().collateralContainer();
        CollateralSource source =
                new GivenCollateral(List.of(Collateral.readContainer(ofProcessorCa, "of the processor CA")));

        assertThatThrownBy(() -> source.pckCertificateChain(quote, Simulated.AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("no chain of the CA that issued the quote's PCK certificate");
    }

    @Test
    void whatIsNoCertificateIsToldAsSuch() throws Exception {
        CollateralSource source = new GivenCollateral(List.of(Simulated.collateral("in date", 0)));
        CertificationData noCertificate =
                new CertificationData(CertificationData.PCK_CERTIFICATE, Bytes.utf8("no certificate"));

        assertThatThrownBy(() -> source.pckCertificateChain(noCertificate, Simulated.AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("the quote's PCK certificate cannot be read");
    }
}
