package dev.teeproof.sources;

import static dev.teeproof.sources.FailingService.ITEMS;
import static dev.teeproof.sources.FailingService.MACHINE;
import static dev.teeproof.sources.Simulated.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.pccs.PccsFault;
import dev.teeproof.sources.EndorsementFolder.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cache, protection against rollback and client over a service that fails from the beginning, in every way there is. */
@Timeout(120)
class FirstFetchFaultTest {

    @TempDir
    private Path temp;

    private FailingService service;
    private Map<IntelItem, Endorsement> right;

    @BeforeEach
    void open() throws Exception {
        service = new FailingService(temp);
        right = service.right();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachItemEndsAsTheFaultMakesIt(PccsFault fault) throws Exception {
        CachedSource chain = service.chain(fault);
        service.pccs.fail(fault);

        for (IntelItem item : ITEMS) {
            switch (FaultEnding.of(fault, item)) {
                case RIGHT -> assertKept(item, assertGiven(chain, item, true));
                case UNAVAILABLE -> assertUnavailable(chain, item, FaultEnding.words(fault));
                case NOT_GENUINE -> {
                    assertGiven(chain, item, false);
                    assertNotKept(item);
                    int before = service.pccs.requests();
                    assertGiven(chain, item, false);
                    assertThat(service.pccs.requests()).as("%s", item).isEqualTo(before + 1);
                }
                case OUT_OF_DATE -> {
                    Endorsement given = assertGiven(chain, item, false);
                    assertThat(Statement.of(given).inDate(AT)).as("%s", item).isFalse();
                }
                case OLDER, OF_ANOTHER_PLATFORM -> assertKept(item, assertGiven(chain, item, false));
            }
        }
    }

    private Endorsement assertGiven(CachedSource chain, IntelItem item, boolean isRight) throws Exception {
        IntelAnswer answer = chain.fetch(item, AT);
        assertThat(answer.endorsement().equals(right.get(item)))
                .as("whether the %s is right", item.inWords())
                .isEqualTo(isRight);
        assertThat(answer.notes()).isEmpty();
        return answer.endorsement();
    }

    private void assertUnavailable(CachedSource chain, IntelItem item, String words) {
        assertThatThrownBy(() -> chain.fetch(item, AT)).isInstanceOfSatisfying(SourceUnavailableException.class, e -> {
            assertThat(e.source()).isEqualTo(service.source());
            assertThat(e.lastAnswer()).contains(words);
        });
        assertNotKept(item);
    }

    /** PCK certificates are kept in memory alone: made-up quotes must not push out what else is on disk. */
    private void assertKept(IntelItem item, Endorsement endorsement) {
        if (item instanceof IntelItem.PckCertificate) {
            assertNotKept(item);
            return;
        }
        for (Use use : List.of(Use.CACHED, Use.NEWEST)) {
            assertThat(service.kept(use, item)).as("%s %s", use, item).contains(endorsement);
        }
    }

    private void assertNotKept(IntelItem item) {
        for (Use use : List.of(Use.CACHED, Use.NEWEST)) {
            assertThat(service.kept(use, item)).as("%s %s", use, item).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfTheFaultIsLeftOnceItIsOver(PccsFault fault) throws Exception {
        CachedSource chain = service.chain(fault);
        service.pccs.fail(fault);
        for (IntelItem item : ITEMS) {
            if (FaultEnding.of(fault, item) == FaultEnding.UNAVAILABLE) {
                assertUnavailable(chain, item, FaultEnding.words(fault));
            } else {
                chain.fetch(item, AT);
            }
        }
        service.pccs.heal();
        service.clock.pass(FailingService.DUE);

        CachedSource healed = service.chain();
        for (IntelItem item : ITEMS) {
            healed.fetch(item, service.clock.instant());
            IntelAnswer answer = healed.fetch(item, service.clock.instant());
            assertThat(answer.endorsement()).isEqualTo(right.get(item));
            assertThat(answer.notes()).isEmpty();
            assertKept(item, answer.endorsement());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noVerdictOfAQuoteIsGivenOnWhatIsWrong(PccsFault fault) throws Exception {
        AuthenticQuote quote = Simulated.quote();
        QuoteVerifier verifier =
                QuoteVerifier.of(TrustAnchors.of(List.of(MACHINE.build().root())));
        AssembledCollateral source = AssembledCollateral.of(Optional.empty(), service.chain(fault));
        service.pccs.fail(fault);
        Set<FaultEnding> endings = ITEMS.stream()
                .filter(item -> !(item instanceof IntelItem.PckCertificate))
                .map(item -> FaultEnding.of(fault, item))
                .collect(Collectors.toSet());

        if (endings.contains(FaultEnding.UNAVAILABLE)) {
            assertThatThrownBy(() -> source.collateral(quote))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining(service.source())
                    .hasMessageContaining(FaultEnding.words(fault));
            return;
        }
        boolean wrong = endings.contains(FaultEnding.NOT_GENUINE) || endings.contains(FaultEnding.OUT_OF_DATE);
        QuoteVerdict verdict = verifier.verify(quote, source.collateral(quote));
        assertThat(verdict).isInstanceOf(wrong ? RefusedQuote.class : VerifiedQuote.class);
    }
}
