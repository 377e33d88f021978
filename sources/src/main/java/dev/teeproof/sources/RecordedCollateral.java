package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.util.Optional;

/**
 * Passes collateral on and keeps what was given last, so that a verdict can be repeated years later with the same. For one
 * verification at a time.
 */
public final class RecordedCollateral implements CollateralSource {

    private final CollateralSource source;
    private Optional<Collateral> last = Optional.empty();
    private Optional<Bytes> chain = Optional.empty();

    public RecordedCollateral(CollateralSource source) {
        this.source = source;
    }

    @Override
    public Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException {
        Collateral given = source.collateral(quote);
        last = Optional.of(given);
        return given;
    }

    @Override
    public Bytes pckCertificateChain(PckCertificateId id, Instant at) throws SourceUnavailableException {
        Bytes given = source.pckCertificateChain(id, at);
        chain = Optional.of(given);
        return given;
    }

    @Override
    public Bytes pckCertificateChain(CertificationData certificate, Instant at) throws SourceUnavailableException {
        Bytes given = source.pckCertificateChain(certificate, at);
        chain = Optional.of(given);
        return given;
    }

    /** What was given last, in one container; empty if nothing was asked for, or could be had. */
    public Optional<CollateralContainer> container() {
        return last.map(CollateralContainer::of).map(container -> container.withPckCertificateChain(chain));
    }
}
