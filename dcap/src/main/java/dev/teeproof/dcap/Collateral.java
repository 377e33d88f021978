package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;
import java.util.Optional;

/**
 * The endorsements that verifying one quote takes, as received and not verified: revocation lists, TCB info and QE
 * identity, each with the certificates of its signer.
 *
 * @param pckCertificateChain PEM, for quotes that do not carry theirs
 * @param later documents of a TCB evaluation that is to come, beside those that are judged by
 * @param notes what the relying party should know of how these were come by, such as an outage
 */
public record Collateral(
        IssuedList rootCaCrl,
        IssuedList pckCrl,
        IssuedDocument tcbInfo,
        IssuedDocument qeIdentity,
        Optional<Bytes> pckCertificateChain,
        Optional<Later> later,
        List<String> notes) {

    /** The documents of another TCB evaluation: Intel publishes the next one early ({@code update=early}). */
    public record Later(IssuedDocument tcbInfo, IssuedDocument qeIdentity) {}

    public Collateral {
        notes = List.copyOf(notes);
    }

    /** Bytes of one container. */
    public static final int MAX_SIZE = CollateralContainer.MAX_SIZE;

    /**
     * Reads a container that lacks nothing.
     *
     * @param source where the container came from, for people
     * @see CollateralContainer
     */
    public static Collateral readContainer(Bytes json, String source) throws MalformedEvidenceException {
        CollateralContainer container = CollateralContainer.read(json, source);
        Collateral whole = container.collateral();
        if (whole.pckCrl().issuerChain().isEmpty()) {
            throw CollateralContainer.missing("pck_crl_issuer_chain");
        }
        return whole;
    }

    /** Where it came from, for people: each source once. */
    public String source() {
        List<String> sources = List.of(rootCaCrl.source(), pckCrl.source(), tcbInfo.source(), qeIdentity.source());
        return String.join(", ", sources.stream().distinct().toList());
    }
}
