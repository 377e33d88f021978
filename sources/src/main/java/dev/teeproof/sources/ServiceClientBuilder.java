package dev.teeproof.sources;

import java.net.CookieHandler;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a client of a vendor's service is made of. The defaults are for production.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ServiceClientBuilder<B extends ServiceClientBuilder<B>>
        permits PcsClientBuilder, KdsClientBuilder {

    final String address;
    final InstantSource clock;
    private @Nullable HttpClient client;
    boolean insecureAllowHttp;
    Duration deadline = Duration.ofSeconds(20);
    private Duration connectTimeout = Duration.ofSeconds(5);
    Sleeper sleeper = Thread::sleep;
    RandomGenerator random = RandomGenerator.getDefault();
    FetchListener listener = FetchListener.none();

    ServiceClientBuilder(String address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    abstract B self();

    /** How long one item may take, all attempts together; 20 seconds unless said otherwise, 30 for a KDS. */
    public B deadline(Duration forOneItem) {
        if (forOneItem.isNegative() || forOneItem.isZero()) {
            throw new IllegalArgumentException("a deadline lies ahead");
        }
        this.deadline = forOneItem;
        return self();
    }

    /** How long a connection may take to come about, for the client made here; 5 seconds unless said otherwise. */
    public B connectTimeout(Duration timeout) {
        this.connectTimeout = timeout;
        return self();
    }

    /** Lets a service that is not on this machine be asked without TLS: whoever is on the way can withhold and delay. */
    public B insecureAllowHttp() {
        this.insecureAllowHttp = true;
        return self();
    }

    /** Another HTTP client: it must follow no redirects and keep no cookies. */
    public B http(HttpClient other) {
        if (other.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HTTP client must not follow redirects by itself");
        }
        Optional<CookieHandler> cookies = other.cookieHandler();
        if (cookies.isPresent()) {
            throw new IllegalArgumentException("the HTTP client must not keep cookies");
        }
        this.client = other;
        return self();
    }

    /** How pauses between attempts are waited for. */
    public B sleeper(Sleeper other) {
        this.sleeper = other;
        return self();
    }

    /** What pauses are varied with. */
    public B random(RandomGenerator other) {
        this.random = other;
        return self();
    }

    /** Who is told of each fetch. */
    public B listener(FetchListener other) {
        this.listener = other;
        return self();
    }

    HttpClient client() {
        return client == null ? defaultClient() : client;
    }

    private HttpClient defaultClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }
}
