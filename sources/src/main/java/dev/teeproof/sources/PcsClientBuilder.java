package dev.teeproof.sources;

import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a {@link PcsClient} is made of. The defaults are for production. */
public final class PcsClientBuilder {

    private final String address;
    final InstantSource clock;
    private @Nullable HttpClient client;
    private Optional<String> rootCaCrl = Optional.empty();
    private boolean insecureAllowHttp;
    Duration deadline = Duration.ofSeconds(20);
    private Duration connectTimeout = Duration.ofSeconds(5);
    Sleeper sleeper = Thread::sleep;
    RandomGenerator random = RandomGenerator.getDefault();
    FetchListener listener = FetchListener.none();

    PcsClientBuilder(String address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    /** How long one item may take, all attempts together; 20 seconds unless said otherwise. */
    public PcsClientBuilder deadline(Duration forOneItem) {
        if (forOneItem.isNegative() || forOneItem.isZero()) {
            throw new IllegalArgumentException("a deadline lies ahead");
        }
        this.deadline = forOneItem;
        return this;
    }

    /** How long a connection may take to come about, for the client made here; 5 seconds unless said otherwise. */
    public PcsClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = timeout;
        return this;
    }

    /** Lets a service that is not on this machine be asked without TLS: whoever is on the way can withhold and delay. */
    public PcsClientBuilder insecureAllowHttp() {
        this.insecureAllowHttp = true;
        return this;
    }

    /** Where the root's revocation list is, instead of Intel's host (for Intel's service) or the service itself. */
    public PcsClientBuilder rootCaCrl(String url) {
        this.rootCaCrl = Optional.of(url);
        return this;
    }

    /** Another HTTP client: it must follow no redirects and keep no cookies. */
    public PcsClientBuilder http(HttpClient other) {
        if (other.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HTTP client must not follow redirects by itself");
        }
        Optional<CookieHandler> cookies = other.cookieHandler();
        if (cookies.isPresent()) {
            throw new IllegalArgumentException("the HTTP client must not keep cookies");
        }
        this.client = other;
        return this;
    }

    /** How pauses between attempts are waited for. */
    public PcsClientBuilder sleeper(Sleeper other) {
        this.sleeper = other;
        return this;
    }

    /** What pauses are varied with. */
    public PcsClientBuilder random(RandomGenerator other) {
        this.random = other;
        return this;
    }

    /** Who is told of each fetch. */
    public PcsClientBuilder listener(FetchListener other) {
        this.listener = other;
        return this;
    }

    /**
     * Looks at the addresses, and builds nothing yet.
     *
     * @throws IllegalArgumentException if an address is not one, or would be asked in plain without leave
     */
    public PcsClientBuilder requireAddresses() {
        addresses();
        return this;
    }

    private PcsAddress addresses() {
        PcsAddress checked = PcsAddress.of(address, insecureAllowHttp);
        if (rootCaCrl.isPresent()) {
            URI list = PcsAddress.checked(rootCaCrl.get(), insecureAllowHttp);
            return new PcsAddress(checked.base(), checked.version(), checked.intel(), Optional.of(list));
        }
        return checked;
    }

    /** @throws IllegalArgumentException if an address is not one, or would be asked in plain without leave */
    public PcsClient build() {
        PcsAddress checked = addresses();
        return new PcsClient(checked, client == null ? defaultClient() : client, this);
    }

    private HttpClient defaultClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }
}
