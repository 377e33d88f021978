package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.result.SourceUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Intel's endorsements in files, for use without a network: dcap-qvl's containers, whole or in part, files of Intel's PCS
 * client tool, and bodies that Intel's service answered with, as JSON, DER, PEM or hexadecimal text, with the chains of
 * their signers in PEM files beside them. What a file is, its content says. Of a folder, files named {@code *.json},
 * {@code *.crl}, {@code *.der}, {@code *.pem}, {@code *.hex}, {@code *.crt} and {@code *.cer} are read, and not those of
 * folders in it.
 *
 * <p>Of several endorsements for the same item the newest that is in date is given, else the newest. Of TCB info and QE
 * identities, where there is none that is right, the newest of another platform: it fails its check, with the reason.
 * Endorsements that have expired are kept: they are for their own time. Files are for one root: that of two roots'
 * endorsements the newest wins would be of no use.
 *
 * <p>Files are read at the start, and again when they were changed, added or removed. One that cannot be read then keeps
 * what it gave before, is told, and does not hold up the others. Thread-safe.
 */
public final class CollateralFiles implements IntelSource, CollateralSource {

    /** Bytes of one file. */
    public static final int MAX_FILE = Collateral.MAX_SIZE;

    /** Bytes of all files. */
    public static final long MAX_BYTES = WatchedFiles.MAX_BYTES;

    private static final String NAME = "the collateral that was given";

    /** @param contents what it was put together from */
    private record Assembled(Map<Path, FileContent> contents, Given given) {}

    private final WatchedFiles<FileContent> files;
    private final Told trouble;
    private volatile Assembled assembled = new Assembled(Map.of(), new Given(List.of()));

    private CollateralFiles(WatchedFiles<FileContent> files, Told trouble) {
        this.files = files;
        this.trouble = trouble;
    }

    /**
     * Reads the files.
     *
     * @param trouble is told, once each, what could not be read in a folder, and later on
     * @throws IOException if a file that is named, or a folder, cannot be read
     * @throws MalformedEvidenceException if a file that is named holds no collateral; the path of the fault begins with
     *     its name
     */
    public static CollateralFiles open(List<Path> paths, Consumer<String> trouble)
            throws IOException, MalformedEvidenceException {
        Told told = new Told(trouble);
        CollateralFiles opened = new CollateralFiles(
                WatchedFiles.open(new CollateralPaths(paths), told, MAX_FILE, FileContent::read), told);
        opened.given();
        return opened;
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        return GivenItem.choose(given().newestFirst(), item, at)
                .map(IntelAnswer::of)
                .orElseThrow(() -> new SourceUnavailableException(NAME, "it lacks the " + item.inWords()));
    }

    @Override
    public Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException {
        return AssembledCollateral.of(this).collateral(quote);
    }

    @Override
    public Bytes pckCertificateChain(PckCertificateId id, Instant at) throws SourceUnavailableException {
        return AssembledCollateral.of(this).pckCertificateChain(id, at);
    }

    /** Completes the certificate with the chain that lies with its issuer's revocation list. */
    @Override
    public Bytes pckCertificateChain(CertificationData certificate, Instant at) throws SourceUnavailableException {
        return AssembledCollateral.of(this).pckCertificateChain(certificate, at);
    }

    /** Put together anew when a file has changed: then the contents are another object. */
    @SuppressWarnings("ReferenceEquality")
    private Given given() {
        Map<Path, FileContent> contents = files.contents();
        Assembled now = assembled;
        if (contents == now.contents()) {
            return now.given();
        }
        synchronized (this) {
            if (contents != assembled.contents()) {
                assembled = new Assembled(contents, Given.of(contents, assembled.given(), trouble));
            }
            return assembled.given();
        }
    }
}
