package dev.teeproof.sources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.snp.SnpCertificates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Asks AMD's key distribution service (KDS) or a mirror of it, over HTTP. It gives what is current, whatever the instant asked
 * for, and verifies nothing but that an answer says that it is what was asked for.
 *
 * <p>An item is had or given up within a deadline. What may pass (429, 5xx, a broken connection) is asked again a few times,
 * later each time; other answers are final. Redirects stay on host, port and scheme. No address comes from evidence or from a
 * certificate.
 *
 * <p>Which certificate is asked for, evidence says before anything of it is verified, and the service allows a client about one
 * request in ten seconds. So after a 429 requests for certificates are spaced; a certificate that was refused is not asked for
 * again for a while; and only so many are asked for at a time: for those beyond, and those whose turn would come after their
 * deadline, the answer is at once that they cannot be had. Whoever makes up chips can still use up the turns that the service
 * grants; only a cache with what is needed, or {@link AmdFiles}, helps against that. Thread-safe.
 *
 * @see "57230 section 4, key distribution service"
 */
public final class KdsClient implements AmdSource {

    private static final int MAX_REFUSALS = 10_000;

    private record Refusal(Instant until, String words) {}

    private final KdsAddress address;
    private final PatientGet certificates;
    private final PatientGet others;
    private final InstantSource clock;
    private final FetchListener listener;
    private final Duration refusalsHold;
    private final Semaphore places;
    private final int outstanding;
    private final Cache<AmdItem, Refusal> refusals = Caffeine.newBuilder()
            .maximumSize(MAX_REFUSALS)
            .executor(Runnable::run)
            .build();

    KdsClient(KdsAddress address, KdsClientBuilder settings) {
        this.address = address;
        KdsPace pace = new KdsPace(settings.interval);
        this.certificates = PatientGet.of(settings, address.base(), pace);
        this.others = PatientGet.of(settings, address.base(), new Unhurried(pace));
        this.clock = settings.clock;
        this.listener = settings.listener;
        this.refusalsHold = settings.refusalsHold;
        this.outstanding = settings.outstanding;
        this.places = new Semaphore(settings.outstanding);
    }

    /** Chains and lists are few: they do not wait behind certificates, but what they are told is told to those. */
    private record Unhurried(KdsPace pace) implements PatientGet.Pace {
        @Override
        public Instant turn(Instant now, Instant latest) {
            return now;
        }

        @Override
        public Optional<Duration> tooMany(Instant now, Optional<Duration> pause) {
            return pace.tooMany(now, pause);
        }
    }

    /** A client of AMD's own service, once built. */
    public static KdsClientBuilder amd(InstantSource clock) {
        return at("https://" + KdsAddress.AMD, clock);
    }

    /**
     * A client of a service, once built.
     *
     * @param address {@code https://host[:port]}, with or without {@code /vcek/v1} behind it
     * @param clock measures deadlines
     */
    public static KdsClientBuilder at(String address, InstantSource clock) {
        return new KdsClientBuilder(address, clock);
    }

    /** The service, for people. */
    public String source() {
        return address.base();
    }

    @Override
    public AmdAnswer get(AmdItem item, Instant at) throws SourceUnavailableException {
        if (item instanceof AmdItem.Vcek vcek) {
            if (vcek.masked()) {
                throw unavailable(
                        "the report hides which chip it is of, so that nobody can be asked for its certificate");
            }
            requireNotRefused(vcek);
            if (!places.tryAcquire()) {
                throw unavailable(outstanding + " certificates are being asked for already");
            }
            try {
                return told(vcek, certificates);
            } finally {
                places.release();
            }
        }
        return told(item, others);
    }

    private void requireNotRefused(AmdItem.Vcek item) throws SourceUnavailableException {
        Refusal refusal = refusals.getIfPresent(item);
        if (refusal != null && clock.instant().isBefore(refusal.until())) {
            throw unavailable(refusal.words() + "; it is asked for this again from " + refusal.until() + " on");
        }
    }

    private AmdAnswer told(AmdItem item, PatientGet service) throws SourceUnavailableException {
        listener.started(item, source());
        try {
            AmdAnswer answer = fetch(item, service);
            listener.ended(item, source(), Optional.empty());
            return answer;
        } catch (SourceUnavailableException e) {
            listener.ended(item, source(), Optional.of(e.lastAnswer()));
            throw e;
        }
    }

    private AmdAnswer fetch(AmdItem item, PatientGet service) throws SourceUnavailableException {
        HttpGet.Answer answer = service.get(address.of(item), limit(item), (status, words) -> {
            if (item instanceof AmdItem.Vcek && !HttpStatus.mayPass(status)) {
                refusals.put(item, new Refusal(clock.instant().plus(refusalsHold), words));
            }
        });
        try {
            AmdStatement.of(item, answer.body());
            return AmdAnswer.of(answer.body(), source());
        } catch (MalformedEvidenceException e) {
            throw unavailable("answered with what is not the " + item.inWords() + ": " + e.inWords());
        }
    }

    /** Bytes of a body that are taken. */
    private static int limit(AmdItem item) {
        return switch (item) {
            case AmdItem.Vcek vcek -> SnpCertificates.MAX_SIZE;
            case AmdItem.IssuerChain chain -> SnpCertificates.MAX_SIZE;
            case AmdItem.RevocationList list -> CertificateRevocationList.MAX_SIZE;
        };
    }

    private SourceUnavailableException unavailable(String lastAnswer) {
        return new SourceUnavailableException(source(), lastAnswer);
    }
}
