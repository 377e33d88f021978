package dev.teeproof.sources;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** What a {@link PcsClient} is made of. The defaults are for production. */
public final class PcsClientBuilder extends ServiceClientBuilder<PcsClientBuilder> {

    private Optional<String> rootCaCrl = Optional.empty();

    PcsClientBuilder(String address, InstantSource clock) {
        super(address, clock);
    }

    @Override
    PcsClientBuilder self() {
        return this;
    }

    /** Where the root's revocation list is, instead of Intel's host (for Intel's service) or the service itself. */
    public PcsClientBuilder rootCaCrl(String url) {
        this.rootCaCrl = Optional.of(url);
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
            URI list = ServiceAddress.checked(rootCaCrl.get(), insecureAllowHttp);
            return new PcsAddress(checked.base(), checked.version(), checked.intel(), Optional.of(list));
        }
        return checked;
    }

    /** @throws IllegalArgumentException if an address is not one, or would be asked in plain without leave */
    public PcsClient build() {
        return new PcsClient(addresses(), this);
    }
}
