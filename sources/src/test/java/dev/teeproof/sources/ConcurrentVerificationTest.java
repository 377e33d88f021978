package dev.teeproof.sources;

import static dev.teeproof.sources.FailingService.MACHINE;
import static dev.teeproof.sources.Simulated.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteAuthentication;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many verifications that begin at once with nothing at hand. */
@Timeout(180)
class ConcurrentVerificationTest {

    private static final int VERIFICATIONS = 1000;
    private static final int QUOTES = 10;

    private final QuoteVerifier verifier =
            QuoteVerifier.of(TrustAnchors.of(List.of(MACHINE.build().root()))).remembering(1000);

    /** Quotes of one machine; every other one does not carry its PCK certificate. */
    private static List<Quote> quotes() throws Exception {
        List<Quote> quotes = new ArrayList<>();
        for (int i = 0; i < QUOTES; i++) {
            int type = i % 2 == 0 ? 5 : 3;
            quotes.add(Quote.parse(MACHINE.reportData(Bytes.of(i))
                    .certificationData(type)
                    .build()
                    .quote()));
        }
        return quotes;
    }

    private QuoteVerdict verdict(Quote quote, CollateralSource source) throws Exception {
        QuoteAuthentication authentication =
                quote.authentication().certificationData().hasChain()
                        ? verifier.authenticate(quote, AT)
                        : verifier.authenticate(quote, source.pckCertificateChain(quote, AT), "the service", AT);
        AuthenticQuote authentic = (AuthenticQuote) authentication;
        return verifier.verify(authentic, source.collateral(authentic));
    }

    @Test
    void aThousandVerificationsFetchEachItemOnce(@TempDir Path temp) throws Exception {
        List<Quote> quotes = quotes();
        CountDownLatch start = new CountDownLatch(1);
        try (FailingService service = new FailingService(temp);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CollateralSource source =
                    AssembledCollateral.of(Optional.empty(), service.chain()).withDeadline(Duration.ofMinutes(2));
            List<Future<QuoteVerdict>> verdicts = IntStream.range(0, VERIFICATIONS)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return verdict(quotes.get(i % QUOTES), source);
                    }))
                    .toList();
            start.countDown();

            for (Future<QuoteVerdict> verdict : verdicts) {
                assertThat(verdict.get()).isInstanceOf(VerifiedQuote.class);
            }
            for (String path : List.of(
                    "/tdx/certification/v4/tcb",
                    "/tdx/certification/v4/qe/identity",
                    "/sgx/certification/v4/pckcrl",
                    "/sgx/certification/v4/rootcacrl",
                    "/sgx/certification/v4/pckcert")) {
                assertThat(service.pccs.requests(path)).as(path).isEqualTo(1);
            }
            assertThat(service.pccs.requests()).isEqualTo(5);
        }
    }
}
