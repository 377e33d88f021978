package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.dcap.Tee;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.sources.IntelItem.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the collateral for a quote together, kind by kind: from given files what they have for the platform, from a network
 * what they lack. What is given is used as it is, expired or of another platform: whoever gives files decides, and its check fails
 * with the reason.
 *
 * <p>Items are asked for side by side and must be there by a deadline. The objects that a source hands out are passed on as
 * they are, so what was verified of them can be remembered by identity. Thread-safe.
 */
public final class AssembledCollateral implements CollateralSource {

    private final Optional<IntelSource> given;
    private final Optional<IntelSource> network;
    private final boolean early;
    private final Duration deadline;

    private AssembledCollateral(
            Optional<IntelSource> given, Optional<IntelSource> network, boolean early, Duration deadline) {
        this.given = given;
        this.network = network;
        this.early = early;
        this.deadline = deadline;
    }

    /** From given files alone. */
    public static AssembledCollateral of(IntelSource given) {
        return new AssembledCollateral(Optional.of(given), Optional.empty(), false, Duration.ofSeconds(30));
    }

    /** From given files, if there are any, and from a network. */
    public static AssembledCollateral of(Optional<IntelSource> given, IntelSource network) {
        return new AssembledCollateral(given, Optional.of(network), false, Duration.ofSeconds(30));
    }

    /** Asks the network for the documents of the later TCB evaluation as well; that they cannot be had is only a note. */
    public AssembledCollateral withEarly() {
        return new AssembledCollateral(given, network, true, deadline);
    }

    /** How long the network may take for everything together; 30 seconds unless said otherwise. */
    public AssembledCollateral withDeadline(Duration forAll) {
        return new AssembledCollateral(given, network, early, forAll);
    }

    @Override
    public Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException {
        PckCa ca = PckCa.of(quote.pckCa())
                .orElseThrow(() -> new SourceUnavailableException(
                        "the revocation list of the PCK CA",
                        "the quote's CA, " + quote.pckCa() + ", is neither Intel's platform nor its processor CA"));
        return collateral(quote.tee(), quote.fmspc(), ca, quote.at());
    }

    /**
     * The collateral for a platform, whether there is a quote of it or not.
     *
     * @param fmspc 6 bytes
     * @throws SourceUnavailableException if some of it cannot be had; names every source that failed, and its answer
     */
    public Collateral collateral(Tee tee, Bytes fmspc, PckCa ca, Instant at) throws SourceUnavailableException {
        ItemFetch rootCaCrl = new ItemFetch(new IntelItem.RootCaCrl(), true);
        ItemFetch pckCrl = new ItemFetch(new IntelItem.PckCrl(ca), true);
        ItemFetch tcbInfo = new ItemFetch(new IntelItem.TcbInfo(tee, fmspc, Update.STANDARD), true);
        ItemFetch qeIdentity = new ItemFetch(new IntelItem.QeIdentity(tee, Update.STANDARD), true);
        ItemFetch laterTcbInfo = new ItemFetch(new IntelItem.TcbInfo(tee, fmspc, Update.EARLY), early);
        ItemFetch laterQeIdentity = new ItemFetch(new IntelItem.QeIdentity(tee, Update.EARLY), early);
        run(List.of(rootCaCrl, pckCrl, tcbInfo, qeIdentity, laterTcbInfo, laterQeIdentity), at);

        List<SourceUnavailableException> outages = new ArrayList<>();
        List.of(rootCaCrl, pckCrl, tcbInfo, qeIdentity)
                .forEach(fetch -> fetch.outage().ifPresent(outages::add));
        if (!outages.isEmpty()) {
            throw joined(outages);
        }
        Set<String> notes = new LinkedHashSet<>();
        List.of(rootCaCrl, pckCrl, tcbInfo, qeIdentity).forEach(fetch -> notes.addAll(fetch.notes()));
        Optional<Collateral.Later> later = later(laterTcbInfo, laterQeIdentity, notes);
        return new Collateral(
                list(rootCaCrl),
                list(pckCrl),
                document(tcbInfo),
                document(qeIdentity),
                Optional.empty(),
                later,
                List.copyOf(notes));
    }

    @Override
    public Bytes pckCertificateChain(PckCertificateId id, Instant at) throws SourceUnavailableException {
        ItemFetch fetch = new ItemFetch(new IntelItem.PckCertificate(id), true);
        run(List.of(fetch), at);
        if (fetch.outage().isPresent()) {
            throw fetch.outage().get();
        }
        return switch (fetch.endorsement()) {
            case Endorsement.PckChain chain -> chain.pem();
            case Endorsement.Document document -> throw wrongKind(fetch);
            case Endorsement.RevocationList list -> throw wrongKind(fetch);
        };
    }

    /** Completes the certificate with the chain that comes with its issuer's revocation list. */
    @Override
    public Bytes pckCertificateChain(CertificationData certificate, Instant at) throws SourceUnavailableException {
        try {
            PckCa ca = certificate
                    .pckIssuer()
                    .orElseThrow(() -> new SourceUnavailableException(
                            "the PCK certificate chain", "the quote's PCK certificate is of no CA of Intel's"));
            ItemFetch fetch = new ItemFetch(new IntelItem.PckCrl(ca), true);
            run(List.of(fetch), at);
            if (fetch.outage().isPresent()) {
                throw fetch.outage().get();
            }
            Bytes issuers = list(fetch)
                    .issuerChain()
                    .orElseThrow(() -> new SourceUnavailableException(
                            "the PCK certificate chain", "the CA's revocation list came without its issuer chain"));
            return certificate.completed(issuers);
        } catch (MalformedEvidenceException e) {
            throw new SourceUnavailableException(
                    "the PCK certificate chain", "the quote's PCK certificate cannot be read: " + e.inWords());
        }
    }

    private void run(List<ItemFetch> fetches, Instant at) {
        for (ItemFetch fetch : fetches) {
            given.ifPresent(source -> fetch.askGiven(source, at));
        }
        if (network.isPresent()) {
            ItemFetch.askNetwork(
                    network.get(),
                    fetches.stream().filter(ItemFetch::needsNetwork).toList(),
                    at,
                    deadline);
        }
    }

    private Optional<Collateral.Later> later(ItemFetch tcbInfo, ItemFetch qeIdentity, Set<String> notes)
            throws SourceUnavailableException {
        if (tcbInfo.answer().isPresent() && qeIdentity.answer().isPresent()) {
            notes.addAll(tcbInfo.notes());
            notes.addAll(qeIdentity.notes());
            return Optional.of(new Collateral.Later(document(tcbInfo), document(qeIdentity)));
        }
        if (early) {
            List<SourceUnavailableException> outages = new ArrayList<>();
            List.of(tcbInfo, qeIdentity).forEach(fetch -> fetch.outage().ifPresent(outages::add));
            notes.add("the documents of the later TCB evaluation cannot be had: "
                    + joined(outages).getMessage());
        }
        return Optional.empty();
    }

    private static IssuedDocument document(ItemFetch fetch) throws SourceUnavailableException {
        if (fetch.endorsement() instanceof Endorsement.Document document) {
            return document.issued();
        }
        throw wrongKind(fetch);
    }

    private static IssuedList list(ItemFetch fetch) throws SourceUnavailableException {
        if (fetch.endorsement() instanceof Endorsement.RevocationList list) {
            return list.issued();
        }
        throw wrongKind(fetch);
    }

    private static SourceUnavailableException wrongKind(ItemFetch fetch) {
        return new SourceUnavailableException(
                fetch.endorsement().source(),
                "gave something else than the " + fetch.item().inWords());
    }

    /** One outage that names each source and answer once. */
    private static SourceUnavailableException joined(List<SourceUnavailableException> outages) {
        Set<String> sources = new LinkedHashSet<>();
        Set<String> answers = new LinkedHashSet<>();
        for (SourceUnavailableException outage : outages) {
            sources.add(outage.source());
            answers.add(outage.lastAnswer());
        }
        return new SourceUnavailableException(String.join(", ", sources), String.join("; ", answers));
    }
}
