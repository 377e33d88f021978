package dev.teeproof.sources;

import java.time.Duration;
import java.time.InstantSource;

/** What a {@link KdsClient} is made of. The defaults are for production. */
public final class KdsClientBuilder extends ServiceClientBuilder<KdsClientBuilder> {

    Duration interval = Duration.ofSeconds(10);
    Duration refusalsHold = Duration.ofMinutes(10);
    int outstanding = 16;

    KdsClientBuilder(String address, InstantSource clock) {
        super(address, clock);
        // Room for three attempts with the pauses that AMD's service asks for.
        this.deadline = Duration.ofSeconds(30);
    }

    @Override
    KdsClientBuilder self() {
        return this;
    }

    /** How far apart requests for certificates are once the service said that there are too many; 10 seconds unless said
     * otherwise. */
    public KdsClientBuilder interval(Duration between) {
        if (between.isNegative()) {
            throw new IllegalArgumentException("an interval is not negative");
        }
        this.interval = between;
        return this;
    }

    /** For how long a certificate that the service said it has not is not asked for again; 10 minutes unless said
     * otherwise. */
    public KdsClientBuilder refusalsHold(Duration time) {
        this.refusalsHold = time;
        return this;
    }

    /** How many certificates are asked for at a time, at most; 16 unless said otherwise. */
    public KdsClientBuilder outstanding(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("somebody has to be let through");
        }
        this.outstanding = most;
        return this;
    }

    /**
     * Looks at the address, and builds nothing yet.
     *
     * @throws IllegalArgumentException if it is not one, or would be asked in plain without leave
     */
    public KdsClientBuilder requireAddress() {
        KdsAddress.of(address, insecureAllowHttp);
        return this;
    }

    /** @throws IllegalArgumentException if the address is not one, or would be asked in plain without leave */
    public KdsClient build() {
        return new KdsClient(KdsAddress.of(address, insecureAllowHttp), this);
    }
}
