package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.DistinguishedName;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Collateral that the caller has. Of several sets for the quote's platform the newest that is in date wins, else the
 * newest. Where there is none for the platform, the newest of all is given: it fails its check, with the reason, and so
 * does one that cannot be read well enough to say what it is for. Sets are not mixed.
 */
public final class GivenCollateral implements CollateralSource {

    private static final String NAME = "the collateral that was given";

    /** Empty statements are of what cannot be read. */
    private record Candidate(
            Collateral collateral,
            Optional<Statement> tcbInfo,
            Optional<Statement> qeIdentity,
            Optional<Statement> rootCaCrl,
            Optional<Statement> pckCrl) {

        static Candidate of(Collateral given) {
            return new Candidate(
                    given,
                    Statement.ifReadable(new Endorsement.Document(given.tcbInfo())),
                    Statement.ifReadable(new Endorsement.Document(given.qeIdentity())),
                    Statement.ifReadable(new Endorsement.RevocationList(given.rootCaCrl())),
                    Statement.ifReadable(new Endorsement.RevocationList(given.pckCrl())));
        }

        Instant issued() {
            return tcbInfo.isPresent() && readable() ? tcbInfo.get().issued() : Instant.MIN;
        }

        private boolean readable() {
            return tcbInfo.isPresent() && qeIdentity.isPresent() && rootCaCrl.isPresent() && pckCrl.isPresent();
        }

        boolean isFor(AuthenticQuote quote) {
            IntelItem wanted = new IntelItem.TcbInfo(quote.tee(), quote.fmspc(), IntelItem.Update.STANDARD);
            return readable() && tcbInfo.get().isFor(wanted) && pckCrlIsOf(quote.pckCa());
        }

        /** By the whole name: of simulated and real machines the CAs are called almost alike. */
        private boolean pckCrlIsOf(DistinguishedName ca) {
            try {
                return collateral.pckCrl().stated().issuer().der().equals(ca.der());
            } catch (MalformedEvidenceException e) {
                return false;
            }
        }

        /** The certificate with the chain of the list's issuer, if that issued it by the whole name. */
        Optional<Bytes> completed(Bytes pck) {
            Optional<Bytes> issuers = collateral.pckCrl().issuerChain();
            if (issuers.isEmpty()) {
                return Optional.empty();
            }
            try {
                Bytes pem = Bytes.concat(pck, issuers.get());
                List<Certificate> chain = Certificate.readPem(pem, "PCK certificate chain");
                boolean issued = chain.size() > 1
                        && chain.get(0)
                                .issuer()
                                .der()
                                .equals(chain.get(1).subject().der());
                return issued ? Optional.of(pem) : Optional.empty();
            } catch (MalformedEvidenceException e) {
                return Optional.empty();
            }
        }

        boolean inDate(Instant at) {
            return readable()
                    && tcbInfo.get().inDate(at)
                    && qeIdentity.get().inDate(at)
                    && rootCaCrl.get().inDate(at)
                    && pckCrl.get().inDate(at);
        }
    }

    private record Chain(Bytes pem, Optional<Statement> stated) {

        Instant issued() {
            return stated.map(Statement::issued).orElse(Instant.MIN);
        }
    }

    private final List<Candidate> newestFirst;
    private final List<Chain> chains;

    public GivenCollateral(List<Collateral> given) {
        this.newestFirst = given.stream()
                .map(Candidate::of)
                .sorted(Comparator.comparing(Candidate::issued).reversed())
                .toList();
        this.chains = given.stream()
                .flatMap(collateral -> collateral.pckCertificateChain().stream())
                .map(pem -> new Chain(pem, Statement.ifReadable(new Endorsement.PckChain(pem, NAME))))
                .sorted(Comparator.comparing(Chain::issued).reversed())
                .toList();
    }

    @Override
    public Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException {
        return NewestInDate.of(
                        newestFirst, candidate -> candidate.isFor(quote), candidate -> candidate.inDate(quote.at()))
                .or(() -> newestFirst.stream().findFirst())
                .orElseThrow(() -> new SourceUnavailableException(NAME, "none was given"))
                .collateral();
    }

    /** The newest chain for the TCB that the id names, else the newest, which then fails its check. */
    @Override
    public Bytes pckCertificateChain(PckCertificateId id, Instant at) throws SourceUnavailableException {
        IntelItem wanted = new IntelItem.PckCertificate(id);
        return NewestInDate.of(
                        chains,
                        chain -> chain.stated().isPresent()
                                && chain.stated().get().isFor(wanted),
                        chain -> chain.stated().isPresent()
                                && chain.stated().get().inDate(at))
                .or(() -> chains.stream().findFirst())
                .orElseThrow(() -> new SourceUnavailableException(NAME, "it holds no PCK certificate"))
                .pem();
    }

    /**
     * Completes the certificate with the chain of a revocation list of its issuer's, from the newest set in date, else the
     * newest.
     */
    @Override
    public Bytes pckCertificateChain(CertificationData certificate, Instant at) throws SourceUnavailableException {
        Bytes pck = alone(certificate);
        return NewestInDate.of(
                        newestFirst,
                        candidate -> candidate.completed(pck).isPresent(),
                        candidate -> candidate.inDate(at))
                .flatMap(candidate -> candidate.completed(pck))
                .orElseThrow(() -> new SourceUnavailableException(
                        NAME, "it holds no chain of the CA that issued the quote's PCK certificate"));
    }

    private static Bytes alone(CertificationData certificate) throws SourceUnavailableException {
        try {
            return certificate.completed(Bytes.empty());
        } catch (MalformedEvidenceException e) {
            throw new SourceUnavailableException(
                    "the PCK certificate chain", "the quote's PCK certificate cannot be read: " + e.inWords());
        }
    }
}
