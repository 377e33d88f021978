package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.SimulatedAmd.CHAIN;
import static dev.teeproof.sources.SimulatedAmd.CRL;
import static dev.teeproof.sources.SimulatedAmd.ITEMS;
import static dev.teeproof.sources.SimulatedAmd.MACHINE;
import static dev.teeproof.sources.SimulatedAmd.VCEK;
import static dev.teeproof.sources.SimulatedAmd.right;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.kds.KdsBehaviour;
import dev.teeproof.simulator.kds.KdsFault;
import dev.teeproof.simulator.kds.SimulatedKds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of a key distribution service that fails in every way that there is. */
@Timeout(120)
class KdsClientFaultTest {

    private final ManualClock clock = new ManualClock();
    private SimulatedKds kds;

    @BeforeEach
    void open() throws IOException {
        kds = SimulatedKds.serving(List.of(MACHINE), KdsBehaviour.usual().withHugeBytes(4 << 20));
    }

    @AfterEach
    void close() {
        kds.close();
    }

    /** Pauses pass on the clock alone; only where time is what runs out is there little of it. */
    private KdsClient client(KdsFault fault) {
        boolean slow = fault == KdsFault.SLOW || fault == KdsFault.SILENT;
        return KdsClient.at(kds.baseUrl().toString(), clock)
                .deadline(slow ? Duration.ofMillis(200) : Duration.ofSeconds(30))
                .random(new Random(1))
                .sleeper(clock::pass)
                .build();
    }

    /** What the client says of a fault; empty if there is an answer. */
    private static Optional<String> ending(KdsFault fault, AmdItem item) {
        boolean certificate = item instanceof AmdItem.Vcek;
        return switch (fault) {
            case DOWN -> Optional.of("answered 503 (it fails) (asked 3 times)");
            case BROKEN -> Optional.of("answered 500 (it fails) (asked 3 times)");
            case EMPTY -> Optional.of("answered 404 (it has no such thing)");
            case REFUSED, DROPPED, TRUNCATED -> Optional.of("could not be reached");
            case SLOW, SILENT -> Optional.of("did not answer within 200 ms");
            case GARBAGE -> Optional.of("answered with what is not the " + item.inWords());
            case HUGE -> Optional.of("answered with too much");
            case REDIRECT_ELSEWHERE -> Optional.of("redirects to another place, http://elsewhere.invalid");
            case REDIRECT_LOOP -> Optional.of("redirects more than 3 times");
            case TOO_MANY_REQUESTS -> Optional.of("answered 429 (too many requests) (asked 3 times)");
            case WRONG_CHIP, WRONG_TCB ->
                certificate ? Optional.of("answered with what is not the " + item.inWords()) : Optional.empty();
            case LYING, STRANGER, STALE, REVOKED, REDIRECT_SAME_HOST -> Optional.empty();
        };
    }

    /** Whether what is given is what a service gives that is right. */
    private static boolean isRight(KdsFault fault, AmdItem item) {
        return switch (fault) {
            case LYING -> false;
            case STRANGER -> item instanceof AmdItem.Vcek || item instanceof AmdItem.RevocationList;
            case STALE, REVOKED -> !(item instanceof AmdItem.RevocationList);
            default -> true;
        };
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultEndsInAnAnswerOrInWords(KdsFault fault) throws Exception {
        kds.fail(fault);

        for (AmdItem item : ITEMS) {
            Optional<String> words = ending(fault, item);
            KdsClient client = client(fault);
            if (words.isPresent()) {
                assertThatThrownBy(() -> client.get(item, AT))
                        .as("%s", item)
                        .isInstanceOfSatisfying(SourceUnavailableException.class, e -> {
                            assertThat(e.source()).isEqualTo(client.source());
                            assertThat(e.lastAnswer()).contains(words.get());
                        });
            } else {
                Bytes given = client.get(item, AT).bytes();
                assertThat(given.equals(right(item))).as("%s", item).isEqualTo(isRight(fault, item));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatWorksAgainIsUsedAgain(KdsFault fault) throws Exception {
        KdsClient client = client(fault);
        kds.fail(fault);
        ending(fault, CHAIN)
                .ifPresent(words ->
                        assertThatThrownBy(() -> client.get(CHAIN, AT)).isInstanceOf(SourceUnavailableException.class));
        kds.heal();
        // The chain has to be minted first, which may take longer than the little time that slowness has.
        client(KdsFault.DOWN).get(CHAIN, AT);

        assertThat(client.get(CHAIN, AT).bytes()).isEqualTo(right(CHAIN));
    }

    @Test
    void aServiceThatIsRightGivesAllThatAReportNeeds() throws Exception {
        KdsClient client = client(KdsFault.DOWN);

        for (AmdItem item : ITEMS) {
            AmdAnswer answer = client.get(item, AT);
            assertThat(answer.bytes()).isEqualTo(right(item));
            assertThat(answer.source()).isEqualTo(kds.baseUrl().toString());
            assertThat(answer.notes()).isEmpty();
        }
        assertThat(kds.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/vcek/v1", "/vcek/v1/"})
    void theAddressMaySayWhichInterfaceItIsOf(String path) throws Exception {
        KdsClient client = KdsClient.at(kds.baseUrl() + path, clock).build();

        assertThat(client.get(CRL, AT).bytes()).isEqualTo(right(CRL));
    }

    @Test
    void nobodyIsAskedForAChipThatTheReportHides() {
        AmdItem masked = new AmdItem.Vcek(VCEK.product(), Bytes.zeros(64), VCEK.reportedTcb());

        assertThatThrownBy(() -> client(KdsFault.DOWN).get(masked, AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("hides which chip");
        assertThat(kds.requests()).isZero();
    }

    @Test
    void anInterruptionEndsTheFetchAndIsKept() {
        KdsClient client = KdsClient.at(kds.baseUrl().toString(), clock)
                .sleeper(pause -> {
                    throw new InterruptedException();
                })
                .build();
        kds.fail(KdsFault.DOWN);

        assertThatThrownBy(() -> client.get(CRL, AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
