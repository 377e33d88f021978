package dev.teeproof.sources;

import static dev.teeproof.sources.FailingService.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.simulator.pccs.PccsFault;
import dev.teeproof.sources.EndorsementFolder.Use;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same chain where everything was had before the service began to fail, and is due to be renewed. */
@Timeout(120)
class RenewalFaultTest {

    @TempDir
    private Path temp;

    private FailingService service;
    private Map<IntelItem, Endorsement> right;

    @BeforeEach
    void open() throws Exception {
        service = new FailingService(temp);
        right = service.right();
        CachedSource chain = service.chain();
        for (IntelItem item : ITEMS) {
            chain.fetch(item, service.clock.instant());
        }
        service.clock.pass(FailingService.DUE);
    }

    @AfterEach
    void close() {
        service.close();
    }

    /** Those that are kept on disk, which PCK certificates are not. */
    private static List<IntelItem> keptItems() {
        return ITEMS.stream()
                .filter(item -> !(item instanceof IntelItem.PckCertificate))
                .toList();
    }

    /** Those of which the chain can tell that something is wrong. */
    private static List<IntelItem> items(PccsFault fault) {
        return keptItems().stream()
                .filter(item -> FaultEnding.of(fault, item) != FaultEnding.OF_ANOTHER_PLATFORM)
                .toList();
    }

    private void assertRightIsKept(IntelItem item) {
        for (Use use : List.of(Use.CACHED, Use.NEWEST)) {
            assertThat(service.kept(use, item)).as("%s %s", use, item).contains(right.get(item));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsInDateIsServedWithANoteThatSaysWhatIsWrong(PccsFault fault) throws Exception {
        CachedSource chain = service.chain(fault);
        service.pccs.fail(fault);

        for (IntelItem item : items(fault)) {
            IntelAnswer answer = chain.fetch(item, service.clock.instant());
            assertThat(answer.endorsement()).isEqualTo(right.get(item));
            if (FaultEnding.of(fault, item) == FaultEnding.RIGHT) {
                assertThat(answer.notes()).as("%s", item).isEmpty();
            } else {
                assertThat(answer.notes())
                        .singleElement()
                        .asString()
                        .contains("the " + item.inWords() + " could not be renewed")
                        .contains(service.source())
                        .contains(FaultEnding.words(fault));
            }
            assertRightIsKept(item);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNoteGoesWhenTheFaultDoes(PccsFault fault) throws Exception {
        CachedSource chain = service.chain(fault);
        service.pccs.fail(fault);
        for (IntelItem item : keptItems()) {
            chain.fetch(item, service.clock.instant());
        }
        service.pccs.heal();
        service.clock.pass(Duration.ofHours(2));

        // With time enough: the fault is over, and what is slow now is this machine.
        CachedSource healed = service.chain();
        for (IntelItem item : items(fault)) {
            IntelAnswer answer = healed.fetch(item, service.clock.instant());
            assertThat(answer.endorsement()).isEqualTo(right.get(item));
            assertThat(answer.notes()).as("%s", item).isEmpty();
            assertRightIsKept(item);
        }
    }
}
