package dev.teeproof.sources;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks Intel's provisioning certification service (PCS) or a caching service with the same interface (PCCS), of version 3
 * or 4, over HTTP. It gives what is current, whatever the instant asked for, and verifies nothing.
 *
 * <p>An item is had or given up within a deadline. What may pass (429, 5xx, a broken connection) is asked again a few
 * times, later each time; other answers are final. Redirects stay on host, port and scheme. No address comes from
 * evidence or from a certificate. Thread-safe.
 *
 * @see "Intel PCS API v4"
 */
public final class PcsClient implements IntelSource {

    private final PcsAddress address;
    private final PatientGet service;
    private final FetchListener listener;

    PcsClient(PcsAddress address, PcsClientBuilder settings) {
        this.address = address;
        this.service = PatientGet.of(settings, address.base(), PatientGet.Pace.FREE);
        this.listener = settings.listener;
    }

    /** A client of Intel's own service, once built. */
    public static PcsClientBuilder intel(InstantSource clock) {
        return at("https://" + PcsAddress.INTEL, clock);
    }

    /**
     * A client of a service, once built.
     *
     * @param address {@code https://host[:port]}, with or without {@code /sgx/certification/v4} (or {@code v3}) behind it
     * @param clock measures deadlines
     */
    public static PcsClientBuilder at(String address, InstantSource clock) {
        return new PcsClientBuilder(address, clock);
    }

    /** The service, for people. */
    public String source() {
        return address.base();
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        listener.started(item, source());
        try {
            IntelAnswer answer = fetch(item);
            listener.ended(item, source(), Optional.empty());
            return answer;
        } catch (SourceUnavailableException e) {
            listener.ended(item, source(), Optional.of(e.lastAnswer()));
            throw e;
        }
    }

    private IntelAnswer fetch(IntelItem item) throws SourceUnavailableException {
        if (item instanceof IntelItem.PckCertificate pck
                && pck.id().encryptedPpid().isEmpty()
                && address.intel()) {
            throw unavailable(
                    "Intel's own service needs the encrypted PPID, which the quote does not have; ask a PCCS");
        }
        return read(item, service.get(address.of(item), PcsAnswer.limit(item)));
    }

    private IntelAnswer read(IntelItem item, HttpGet.Answer answer) throws SourceUnavailableException {
        try {
            return IntelAnswer.of(new PcsAnswer(answer.headers(), answer.body(), source()).as(item));
        } catch (MalformedEvidenceException e) {
            throw unavailable("answered with what is not the " + item.inWords() + ": " + e.inWords());
        }
    }

    private SourceUnavailableException unavailable(String lastAnswer) {
        return new SourceUnavailableException(source(), lastAnswer);
    }
}
