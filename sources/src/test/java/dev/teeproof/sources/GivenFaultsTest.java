package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteAuthentication;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.simulator.Fault;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with given collateral reaches its check: files do not hide it by giving nothing. */
class GivenFaultsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aFaultyContainerIsHandedOutAsItIs(Fault fault) throws Exception {
        SimulatedTdx machine = fault.in(TdxBlueprint.of(3, Simulated.AT)).build();
        Path file = folder.resolve("faulty.json");
        Files.write(file, machine.collateralContainer().toArray());
        QuoteAuthentication authenticated = QuoteVerifier.of(TrustAnchors.of(
                        List.of(TdxBlueprint.of(3, Simulated.AT).build().root())))
                .authenticate(Quote.parse(machine.quote()), Simulated.AT);

        if (authenticated instanceof AuthenticQuote quote) {
            Collateral given = Collateral.readContainer(machine.collateralContainer(), file.toString());
            assertThat(CollateralFiles.open(List.of(file), trouble -> {}).collateral(quote))
                    .isEqualTo(given);
        } else {
            assertThat(authenticated.checks()).isNotEmpty();
        }
    }
}
