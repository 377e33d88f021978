package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.SimulatedAmd.CHAIN;
import static dev.teeproof.sources.SimulatedAmd.CRL;
import static dev.teeproof.sources.SimulatedAmd.ITEMS;
import static dev.teeproof.sources.SimulatedAmd.MACHINE;
import static dev.teeproof.sources.SimulatedAmd.VCEK;
import static dev.teeproof.sources.SimulatedAmd.genuine;
import static dev.teeproof.sources.SimulatedAmd.right;
import static dev.teeproof.sources.SimulatedAmd.unheardOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of AMD's endorsements, for how long, and what of it survives the process. */
@Timeout(60)
class CachedAmdSourceTest {

    @TempDir
    private Path temp;

    private final ManualClock clock = new ManualClock();
    private final Map<AmdItem, Bytes> gives = new HashMap<>();
    private final Map<AmdItem, Integer> asked = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private Optional<String> outage = Optional.empty();

    @BeforeEach
    void isRight() {
        ITEMS.forEach(item -> gives.put(item, right(item)));
    }

    private AmdSource upstream() {
        return (item, at) -> {
            asked.merge(item, 1, Integer::sum);
            Bytes bytes = gives.get(item);
            if (outage.isPresent() || bytes == null) {
                throw new SourceUnavailableException("the fake service", outage.orElse("answered 404"));
            }
            return AmdAnswer.of(bytes, "the fake service");
        };
    }

    private CachedAmdSource cache() throws IOException {
        return CachedAmdSource.over(upstream(), genuine(), clock)
                .folder(EndorsementFolder.open(temp, told::add))
                .background(Runnable::run)
                .build();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("-.*", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsInDateIsFetchedOnce() throws Exception {
        CachedAmdSource cache = cache();
        for (AmdItem item : ITEMS) {
            assertThat(cache.get(item, AT).bytes()).isEqualTo(right(item));
            assertThat(cache.get(item, AT).bytes()).isEqualTo(right(item));
            assertThat(cache.get(item, AT).notes()).isEmpty();
        }

        assertThat(asked).isEqualTo(Map.of(VCEK, 1, CHAIN, 1, CRL, 1));
        assertThat(files()).containsExactly("cached", "cached", "machine", "newest");
    }

    @Test
    void whatWasKeptOnDiskNeedsNoNetworkAfterARestart() throws Exception {
        CachedAmdSource before = cache();
        for (AmdItem item : ITEMS) {
            before.get(item, AT);
        }
        outage = Optional.of("could not be reached");
        asked.clear();
        CachedAmdSource restarted = cache();

        for (AmdItem item : ITEMS) {
            AmdAnswer answer = restarted.get(item, AT);
            assertThat(answer.bytes()).isEqualTo(right(item));
            assertThat(answer.source()).isEqualTo("the fake service");
            assertThat(answer.notes()).isEmpty();
        }
        assertThat(asked).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void anOutageIsNotedOnWhatIsServedAllTheSame() throws Exception {
        CachedAmdSource cache = cache();
        cache.get(CRL, AT);
        outage = Optional.of("could not be reached");
        clock.pass(Duration.ofHours(25));

        cache.get(CRL, clock.instant());
        AmdAnswer answer = cache.get(CRL, clock.instant());

        assertThat(answer.bytes()).isEqualTo(right(CRL));
        assertThat(answer.notes())
                .singleElement()
                .asString()
                .contains("could not be renewed since 2026-05-02T01:00:00Z", "could not be reached", "holds until");
    }

    @Test
    void aListIsRenewedWhenItHasRunOutAndNotGivenWhenThatFails() throws Exception {
        CachedAmdSource cache = cache();
        cache.get(CRL, AT);
        clock.pass(Duration.ofDays(40));
        outage = Optional.of("could not be reached");
        assertThatThrownBy(() -> cache.get(CRL, clock.instant()))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("could not be reached");

        outage = Optional.empty();
        clock.pass(Outage.LONGEST);
        Bytes next = later(40).crl();
        gives.put(CRL, next);

        assertThat(cache.get(CRL, clock.instant()).bytes()).isEqualTo(next);
    }

    /** The machine's list, so many days later, of the same root. */
    private static SimulatedReport later(int days) {
        return MACHINE.crl(list -> list.withValidity(
                        list.thisUpdate().plus(Duration.ofDays(days)),
                        list.nextUpdate().plus(Duration.ofDays(days))))
                .mint();
    }

    @Test
    void anOlderListIsNotFollowed() throws Exception {
        gives.put(CRL, later(5).crl());
        cache().get(CRL, AT.plus(Duration.ofDays(6)));
        clock.pass(Duration.ofDays(7));
        gives.put(CRL, right(CRL));
        // Nothing cached any more, only the newest remembered.
        try (Stream<Path> files = Files.list(temp)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("cached"))
                    .toList()) {
                Files.delete(file);
            }
        }

        AmdAnswer answer = cache().get(CRL, clock.instant());

        assertThat(answer.bytes()).isEqualTo(later(5).crl());
        assertThat(answer.notes()).singleElement().asString().contains("older than that seen before", "which is used");
    }

    @Test
    void whatIsNotGenuineIsPassedOnAndNotKept() throws Exception {
        var forged = MACHINE.forged(Signed.VEK)
                .forged(Signed.ISSUER)
                .forged(Signed.CRL)
                .mint();
        ITEMS.forEach(item -> gives.put(item, SimulatedAmd.part(item, forged)));
        CachedAmdSource cache = cache();

        for (AmdItem item : ITEMS) {
            assertThat(cache.get(item, AT).bytes()).isEqualTo(SimulatedAmd.part(item, forged));
        }

        assertThat(files()).isEmpty();
        gives.put(CRL, right(CRL));
        assertThat(cache.get(CRL, AT).bytes()).isEqualTo(right(CRL));
    }

    @Test
    void theCertificateOfAnotherMachineIsNotKeptUnderThisOne() throws Exception {
        var other = MACHINE.chip(Bytes.hex("cd".repeat(64))).mint();
        gives.put(VCEK, other.vek());

        assertThat(cache().get(VCEK, AT).bytes()).isEqualTo(other.vek());
        assertThat(files()).doesNotContain("machine");
    }

    @Test
    void aFileThatSomebodyElseWroteIsVerifiedBeforeItIsUsed() throws Exception {
        var forged = MACHINE.forged(Signed.CRL).mint();
        CachedAmdSource planter = CachedAmdSource.over(
                        (item, at) -> AmdAnswer.of(SimulatedAmd.part(item, forged), "planted"),
                        (item, bytes, issuers) -> Optional.empty(),
                        clock)
                .folder(EndorsementFolder.open(temp, told::add))
                .build();
        planter.get(CRL, AT);
        assertThat(files()).containsExactly("cached", "newest");

        AmdAnswer answer = cache().get(CRL, AT);

        assertThat(answer.bytes()).isEqualTo(right(CRL));
        assertThat(answer.source()).isEqualTo("the fake service");
    }

    @Test
    void aFailureIsRememberedForAWhile() throws Exception {
        CachedAmdSource cache = cache();
        AmdItem madeUp = unheardOf(1);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> cache.get(madeUp, AT)).isInstanceOf(SourceUnavailableException.class);
        }

        assertThat(asked).isEqualTo(Map.of(madeUp, 1));
        clock.pass(Outage.FIRST);
        assertThatThrownBy(() -> cache.get(madeUp, AT)).isInstanceOf(SourceUnavailableException.class);
        assertThat(asked).isEqualTo(Map.of(madeUp, 2));
    }
}
