package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.SourceUnavailableException;
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
}
