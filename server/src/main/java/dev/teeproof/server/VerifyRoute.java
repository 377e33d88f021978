package dev.teeproof.server;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dstack.VerificationRequest;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import dev.teeproof.verifier.render.DstackResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * {@code POST /verify}: 400 for a body that is not JSON, 422 for JSON of another shape, 413 for one that is too large, 408
 * for one that comes too slowly, else 200 with dstack's answer, whatever the evidence is worth. The content type is not
 * looked at, as dstack does not.
 */
final class VerifyRoute implements Route {

    private final Verifier verifier;
    private final Clock clock;
    private final ServerSettings settings;
    /** Appraisals at a time: they compute and do not wait, so more than a few would only take memory. */
    private final Semaphore turns = new Semaphore(2 * Runtime.getRuntime().availableProcessors(), true);

    /** Kibibytes of bodies at a time: a quarter of the heap, and at least one body of the largest size. */
    private final Semaphore memory;

    VerifyRoute(Verifier verifier, Clock clock, ServerSettings settings) {
        this.verifier = verifier;
        this.clock = clock;
        this.settings = settings;
        long quarter = Runtime.getRuntime().maxMemory() / 4 / 1024;
        long largest = 1 + 2L * (settings.maxBody() / 1024);
        this.memory = new Semaphore((int) Math.min(Integer.MAX_VALUE, Math.max(quarter, largest)), true);
    }

    @Override
    public Reply answer(Request request) throws RefusedRequestException, IOException {
        int kibibytes = kibibytes(request);
        take(memory, kibibytes);
        try {
            Bytes body = body(request);
            take(turns, 1);
            try {
                return new Reply(HttpStatus.OK_200, Json.write(verify(members(body))));
            } finally {
                turns.release();
            }
        } finally {
            memory.release(kibibytes);
        }
    }

    /** What a body takes while it is read and copied; one without a length is taken for as large as may be. */
    private int kibibytes(Request request) throws RefusedRequestException {
        long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        if (length > settings.maxBody()) {
            throw tooLarge();
        }
        return 1 + 2 * (int) ((length < 0 ? settings.maxBody() : length) / 1024);
    }

    private Bytes body(Request request) throws RefusedRequestException, IOException {
        // The stream is the request's own: Jetty ends it.
        InputStream in = Content.Source.asInputStream(request);
        byte[] bytes;
        try {
            bytes = in.readNBytes(settings.maxBody() + 1);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new RefusedRequestException(HttpStatus.REQUEST_TIMEOUT_408, "the body comes too slowly");
            }
            throw e;
        }
        if (bytes.length > settings.maxBody()) {
            throw tooLarge();
        }
        return Bytes.copyOf(bytes);
    }

    private RefusedRequestException tooLarge() {
        return new RefusedRequestException(
                HttpStatus.PAYLOAD_TOO_LARGE_413, "the body has more than " + settings.maxBody() + " bytes");
    }

    private void take(Semaphore some, int count) throws RefusedRequestException {
        try {
            if (some.tryAcquire(count, settings.maxWait().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RefusedRequestException(HttpStatus.SERVICE_UNAVAILABLE_503, "busy, come again");
    }

    private static VerificationRequest.Members members(Bytes body) throws RefusedRequestException {
        JsonValue json;
        try {
            json = Json.read(body, "request");
        } catch (MalformedEvidenceException e) {
            throw new RefusedRequestException(HttpStatus.BAD_REQUEST_400, e.inWords());
        }
        try {
            if (json instanceof JsonObject object) {
                return VerificationRequest.Members.read(object);
            }
        } catch (MalformedEvidenceException e) {
            throw new RefusedRequestException(HttpStatus.UNPROCESSABLE_ENTITY_422, e.inWords());
        }
        throw new RefusedRequestException(HttpStatus.UNPROCESSABLE_ENTITY_422, "request: expected a JSON object");
    }

    private JsonObject verify(VerificationRequest.Members members) {
        Evidence evidence;
        try {
            VerificationRequest request = members.decode();
            evidence = Evidence.of(request.attestation(), request.warnings());
        } catch (MalformedEvidenceException e) {
            return DstackResponse.undecodable(reason(members, e));
        }
        return DstackResponse.of(verifier.verify(evidence, clock.instant()));
    }

    /** dstack's words, its spelling included, with ours behind them. */
    private static String reason(VerificationRequest.Members members, MalformedEvidenceException e) {
        if (members.attestation().isPresent()) {
            return "Failed to decode attestaion: " + e.inWords();
        }
        boolean missing = e.code() == Malformation.MISSING;
        if (missing && members.quote().isEmpty()) {
            return "Quote is required";
        }
        if (missing && members.eventLog().isEmpty()) {
            return "Event log is required";
        }
        return "Failed to create attestation: " + e.inWords();
    }
}
